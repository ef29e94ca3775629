//! Closed vocabularies: words that a member may take, one row per word.

/// Hands the rows to a callback macro.
#[doc(hidden)]
#[macro_export]
macro_rules! choices {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// Words of `card.schema`.
            choice Schema ("card.schema") {
                /// `1.0`: also when absent; root schema.
                V1 = "1.0" v1,
                /// `2.0`: must be written.
                V2 = "2.0" v2,
            }

            /// Words of `config.width_mode`.
            choice WidthMode ("config.width_mode") {
                /// `default`: up to 600px on wide screens.
                Default = "default",
                /// `compact`: up to 400px.
                Compact = "compact",
                /// `fill`: chat width.
                Fill = "fill",
            }

            /// Words of `text_size`.
            choice TextSize ("text_size") {
                /// `heading-0`: 30/26; markdown, text in div, config.style.text_size entries; author-chosen names as well; unknown words act as normal; px desktop/mobile.
                Heading0 = "heading-0",
                /// `heading-1`: 24/24.
                Heading1 = "heading-1",
                /// `heading-2`: 20/20.
                Heading2 = "heading-2",
                /// `heading-3`: 18/17.
                Heading3 = "heading-3",
                /// `heading-4`: 16/16.
                Heading4 = "heading-4",
                /// `heading`: 16/16.
                Heading = "heading",
                /// `normal`: 14/14, default.
                Normal = "normal",
                /// `notation`: 12/12.
                Notation = "notation",
                /// `xxxx-large`: 30/26.
                XxxxLarge = "xxxx-large",
                /// `xxx-large`: 24/24.
                XxxLarge = "xxx-large",
                /// `xx-large`: 20/20.
                XxLarge = "xx-large",
                /// `x-large`: 18/18.
                XLarge = "x-large",
                /// `large`: 16/17.
                Large = "large",
                /// `medium`: 14/14.
                Medium = "medium",
                /// `small`: 12/12.
                Small = "small",
                /// `x-small`: 10/10.
                XSmall = "x-small",
            }

            /// Words of `streaming_config.print_strategy`.
            choice PrintStrategy ("streaming_config.print_strategy") {
                /// `fast`: unprinted old text appears at once.
                Fast = "fast" v2,
                /// `delay`: old text finishes first.
                Delay = "delay" v2,
            }

            /// Words of `header.template`.
            choice HeaderTemplate ("header.template") {
                /// `blue`: header theme; neither lime nor neutral here.
                Blue = "blue",
                /// `wathet`.
                Wathet = "wathet",
                /// `turquoise`.
                Turquoise = "turquoise",
                /// `green`.
                Green = "green",
                /// `yellow`.
                Yellow = "yellow",
                /// `orange`.
                Orange = "orange",
                /// `red`.
                Red = "red",
                /// `carmine`.
                Carmine = "carmine",
                /// `violet`.
                Violet = "violet",
                /// `purple`.
                Purple = "purple",
                /// `indigo`.
                Indigo = "indigo",
                /// `grey`.
                Grey = "grey",
                /// `default`.
                Default = "default",
            }

            /// Words of `tag_color`.
            choice TagColor ("tag_color") {
                /// `neutral`: text_tag.color, text_tag in Markdown, color in options cells (2.0 docs print that palette as a picture); neither grey nor sunflower here.
                Neutral = "neutral",
                /// `blue`: The default.
                Blue = "blue",
                /// `turquoise`.
                Turquoise = "turquoise",
                /// `lime`.
                Lime = "lime",
                /// `orange`.
                Orange = "orange",
                /// `violet`.
                Violet = "violet",
                /// `indigo`.
                Indigo = "indigo",
                /// `wathet`.
                Wathet = "wathet",
                /// `green`.
                Green = "green",
                /// `yellow`.
                Yellow = "yellow",
                /// `red`.
                Red = "red",
                /// `purple`.
                Purple = "purple",
                /// `carmine`.
                Carmine = "carmine",
            }

            /// Words of `direction`.
            choice Direction ("direction") {
                /// `vertical`: default; body, column, form, interactive_container, collapsible_panel.
                Vertical = "vertical" v2,
                /// `horizontal`.
                Horizontal = "horizontal" v2,
            }

            /// Words of `horizontal_align`.
            choice HorizontalAlign ("horizontal_align") {
                /// `left`: default; 1.0 on column_set and table.column only; 2.0 on body and the containers, table.column.
                Left = "left",
                /// `center`.
                Center = "center",
                /// `right`.
                Right = "right",
            }

            /// Words of `vertical_align`.
            choice VerticalAlign ("vertical_align") {
                /// `top`: column, collapsible_panel.header, table.column; 2.0 also body and the containers.
                Top = "top",
                /// `center`.
                Center = "center",
                /// `bottom`.
                Bottom = "bottom",
            }

            /// Words of `fallback.trigger_condition.type`.
            choice TriggerType ("fallback.trigger_condition.type") {
                /// `min_client_version`: value is a version string; root fallback.
                MinClientVersion = "min_client_version" v1,
                /// `element_tags`: value is a list of component tags.
                ElementTags = "element_tags" v1,
            }

            /// Words of `text_align`.
            choice TextAlign ("text_align") {
                /// `left`: default; markdown, text objects, table.header_style.
                Left = "left",
                /// `center`.
                Center = "center",
                /// `right`.
                Right = "right",
            }

            /// Words of `behavior.form_action.behavior`.
            choice FormBehavior ("behavior.form_action.behavior") {
                /// `submit`: button page sketch only.
                Submit = "submit" v1,
            }

            /// Words of `action.layout`.
            choice ActionLayout ("action.layout") {
                /// `bisected`: two per row; the word default stands in samples only.
                Bisected = "bisected" v1,
                /// `trisection`: three per row.
                Trisection = "trisection" v1,
                /// `flow`: natural width, wraps.
                Flow = "flow" v1,
            }

            /// Words of `column_set.flex_mode`.
            choice FlexMode ("column_set.flex_mode") {
                /// `none`: default, columns shrink; narrow screens.
                None = "none",
                /// `stretch`: full-width rows.
                Stretch = "stretch",
                /// `flow`: wrap.
                Flow = "flow",
                /// `bisect`: two equal.
                Bisect = "bisect",
                /// `trisect`: three equal.
                Trisect = "trisect",
            }

            /// Words of `collapsible_panel.header.icon_position`.
            choice CollapsiblePanelHeaderIconPosition ("collapsible_panel.header.icon_position") {
                /// `left`.
                Left = "left",
                /// `right`: The default.
                Right = "right",
                /// `follow_text`.
                FollowText = "follow_text",
            }

            /// Words of `collapsible_panel.header.width`.
            choice CollapsiblePanelHeaderWidth ("collapsible_panel.header.width") {
                /// `fill`: default; client 7.32.
                Fill = "fill" v2,
                /// `auto`.
                Auto = "auto" v2,
                /// `auto_when_fold`.
                AutoWhenFold = "auto_when_fold" v2,
            }

            /// Words of `collapsible_panel.header.position`.
            choice CollapsiblePanelHeaderPosition ("collapsible_panel.header.position") {
                /// `top`: example-only, page skeleton.
                Top = "top" v2,
            }

            /// Words of `img.scale_type`.
            choice ImgScaleType ("img.scale_type") {
                /// `crop_center`: The default.
                CropCenter = "crop_center",
                /// `crop_top`.
                CropTop = "crop_top",
                /// `fit_horizontal`: no crop.
                FitHorizontal = "fit_horizontal",
            }

            /// Words of `img.mode`.
            choice ImgMode ("img.mode") {
                /// `crop_center`: historic.
                CropCenter = "crop_center",
                /// `fit_horizontal`.
                FitHorizontal = "fit_horizontal",
                /// `stretch`: missing in OLD.
                Stretch = "stretch",
                /// `large`.
                Large = "large",
                /// `medium`.
                Medium = "medium",
                /// `small`.
                Small = "small",
                /// `tiny`.
                Tiny = "tiny",
            }

            /// Words of `img_combination.combination_mode`.
            choice ImgCombinationCombinationMode ("img_combination.combination_mode") {
                /// `double`: 2 images.
                Double = "double",
                /// `triple`: 3 images.
                Triple = "triple",
                /// `bisect`: 6 images, 2 per row.
                Bisect = "bisect",
                /// `trisect`: 9 images, 3 per row.
                Trisect = "trisect",
            }

            /// Words of `person.size`.
            choice PersonSize ("person.size") {
                /// `extra_small`: person, person_list.
                ExtraSmall = "extra_small",
                /// `small`.
                Small = "small",
                /// `medium`: The default.
                Medium = "medium",
                /// `large`.
                Large = "large",
            }

            /// Words of `person.style`.
            choice PersonStyle ("person.style") {
                /// `normal`: default; also the person tag in Markdown.
                Normal = "normal",
                /// `capsule`.
                Capsule = "capsule",
            }

            /// Words of `chart.aspect_ratio`.
            choice ChartAspectRatio ("chart.aspect_ratio") {
                /// `1:1`: default on mobile.
                R1x1 = "1:1",
                /// `2:1`.
                R2x1 = "2:1",
                /// `4:3`.
                R4x3 = "4:3",
                /// `16:9`: default on PC.
                R16x9 = "16:9",
            }

            /// Words of `chart.color_theme`.
            choice ChartColorTheme ("chart.color_theme") {
                /// `brand`: The default.
                Brand = "brand",
                /// `rainbow`.
                Rainbow = "rainbow",
                /// `complementary`.
                Complementary = "complementary",
                /// `converse`.
                Converse = "converse",
                /// `primary`.
                Primary = "primary",
            }

            /// Words of `table.header_style.text_size`.
            choice TableHeaderStyleTextSize ("table.header_style.text_size") {
                /// `normal`: The default.
                Normal = "normal",
                /// `heading`.
                Heading = "heading",
            }

            /// Words of `table.header_style.background_style`.
            choice TableHeaderStyleBackgroundStyle ("table.header_style.background_style") {
                /// `none`: The default.
                None = "none",
                /// `grey`.
                Grey = "grey",
            }

            /// Words of `table.column.data_type`.
            choice DataType ("table.column.data_type") {
                /// `text`: The default.
                Text = "text",
                /// `lark_md`: client 7.10.
                LarkMd = "lark_md",
                /// `options`.
                Options = "options",
                /// `number`.
                Number = "number",
                /// `persons`.
                Persons = "persons",
                /// `date`: client 7.6.
                Date = "date",
                /// `markdown`: client 7.14.
                Markdown = "markdown",
            }

            /// Words of `audio.time_display`.
            choice AudioTimeDisplay ("audio.time_display") {
                /// `default`: The default.
                Default = "default" v2,
                /// `both`.
                Both = "both" v2,
            }

            /// Words of `audio.time_position`.
            choice AudioTimePosition ("audio.time_position") {
                /// `end`: The default.
                End = "end" v2,
                /// `start`.
                Start = "start" v2,
                /// `both_sides`.
                BothSides = "both_sides" v2,
            }

            /// Words of `audio.style`.
            choice AudioStyle ("audio.style") {
                /// `normal`: default; the audio tag in Markdown takes normal and speak only.
                Normal = "normal" v2,
                /// `flat`.
                Flat = "flat" v2,
                /// `speak`.
                Speak = "speak" v2,
            }

            /// Words of `button.type`.
            choice ButtonType ("button.type") {
                /// `default`: default; 1.0 OLD: default, primary, danger; 1.0 checker buttons: text, primary_text, danger_text.
                Default = "default",
                /// `primary`.
                Primary = "primary",
                /// `danger`.
                Danger = "danger",
                /// `text`.
                Text = "text",
                /// `primary_text`.
                PrimaryText = "primary_text",
                /// `danger_text`.
                DangerText = "danger_text",
                /// `primary_filled`.
                PrimaryFilled = "primary_filled",
                /// `danger_filled`.
                DangerFilled = "danger_filled",
                /// `laser`.
                Laser = "laser",
            }

            /// Words of `button.size`.
            choice ButtonSize ("button.size") {
                /// `tiny`: 24/28; height PC/mobile.
                Tiny = "tiny",
                /// `small`: 28/28.
                Small = "small",
                /// `medium`: 32/36, default.
                Medium = "medium",
                /// `large`: 40/48.
                Large = "large",
            }

            /// Words of `button.action_type`.
            choice ButtonActionType ("button.action_type") {
                /// `link`: buttons in a form; historic in 2.0.
                Link = "link",
                /// `request`.
                Request = "request",
                /// `multi`: both.
                Multi = "multi",
                /// `form_submit`.
                FormSubmit = "form_submit",
                /// `form_reset`.
                FormReset = "form_reset",
            }

            /// Words of `button.form_action_type`.
            choice ButtonFormActionType ("button.form_action_type") {
                /// `submit`: buttons in a form; in 1.0 only in one deviating sample.
                Submit = "submit" v2,
                /// `reset`.
                Reset = "reset" v2,
            }

            /// Words of `input.input_type`.
            choice InputInputType ("input.input_type") {
                /// `text`: The default.
                Text = "text",
                /// `multiline_text`.
                MultilineText = "multiline_text",
                /// `password`.
                Password = "password",
            }

            /// Words of `input.label_position`.
            choice InputLabelPosition ("input.label_position") {
                /// `top`: The default.
                Top = "top",
                /// `left`.
                Left = "left",
            }

            /// Words of `select.type`.
            choice SelectType ("select.type") {
                /// `default`: default, with border; select_static, multi_select_static, select_person, multi_select_person.
                Default = "default",
                /// `text`: no border.
                Text = "text",
            }

            /// Words of `select_img.style`.
            choice SelectImgStyle ("select_img.style") {
                /// `default`: default; no 2.0 member.
                Default = "default" v1,
                /// `laser`.
                Laser = "laser" v1,
            }

            /// Words of `select_img.layout`.
            choice SelectImgLayout ("select_img.layout") {
                /// `stretch`.
                Stretch = "stretch",
                /// `bisect`: The default.
                Bisect = "bisect",
                /// `trisect`.
                Trisect = "trisect",
            }

            /// Words of `select_img.aspect_ratio`.
            choice SelectImgAspectRatio ("select_img.aspect_ratio") {
                /// `1:1`.
                R1x1 = "1:1",
                /// `16:9`: The default.
                R16x9 = "16:9",
                /// `4:3`.
                R4x3 = "4:3",
            }

            /// Words of `checker.button_area.pc_display_rule`.
            choice CheckerButtonAreaPcDisplayRule ("checker.button_area.pc_display_rule") {
                /// `always`: The default.
                Always = "always",
                /// `on_hover`.
                OnHover = "on_hover",
            }
        }
    };
}
