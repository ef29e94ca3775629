//! Closed vocabularies: words that a member may take, one row per word.

/// Hands the rows to a callback macro.
#[doc(hidden)]
#[macro_export]
macro_rules! choices {
    ($($callback:tt)+) => {
        $($callback)+! {
            /// The format of a card.
            choice Schema ("card.schema") {
                /// Card JSON 1.0; also meant where `schema` is absent.
                V1 = "1.0" v1,
                /// Card JSON 2.0; must be written, and needs client 7.20 or later.
                V2 = "2.0" v2,
            }

            /// How wide a card grows.
            choice WidthMode ("config.width_mode") {
                /// Up to 600px on wide screens; the default.
                Default = "default",
                /// Up to 400px.
                Compact = "compact",
                /// The width of the chat.
                Fill = "fill",
            }

            /// Sizes of texts, in px on desktop and mobile clients.
            choice TextSize ("text_size") {
                /// Text of 30px on desktop, 26px on mobile clients.
                Heading0 = "heading-0",
                /// Text of 24px.
                Heading1 = "heading-1",
                /// Text of 20px.
                Heading2 = "heading-2",
                /// Text of 18px on desktop, 17px on mobile clients.
                Heading3 = "heading-3",
                /// Text of 16px.
                Heading4 = "heading-4",
                /// Text of 16px.
                Heading = "heading",
                /// Text of 14px; the default.
                Normal = "normal",
                /// Text of 12px.
                Notation = "notation",
                /// Text of 30px on desktop, 26px on mobile clients.
                XxxxLarge = "xxxx-large",
                /// Text of 24px.
                XxxLarge = "xxx-large",
                /// Text of 20px.
                XxLarge = "xx-large",
                /// Text of 18px.
                XLarge = "x-large",
                /// Text of 16px on desktop, 17px on mobile clients.
                Large = "large",
                /// Text of 14px.
                Medium = "medium",
                /// Text of 12px.
                Small = "small",
                /// Text of 10px.
                XSmall = "x-small",
            }

            /// What happens to old text not yet printed when new text arrives.
            choice PrintStrategy ("streaming_config.print_strategy") {
                /// The old text appears at once, then the new text is printed; the default.
                Fast = "fast" v2,
                /// The old text is printed to its end first.
                Delay = "delay" v2,
            }

            /// The colour theme of a header.
            choice HeaderTemplate ("header.template") {
                /// The blue theme.
                Blue = "blue",
                /// The light blue theme.
                Wathet = "wathet",
                /// The turquoise theme.
                Turquoise = "turquoise",
                /// The green theme; customary for what is done.
                Green = "green",
                /// The yellow theme.
                Yellow = "yellow",
                /// The orange theme; customary for warnings.
                Orange = "orange",
                /// The red theme; customary for errors.
                Red = "red",
                /// The carmine theme.
                Carmine = "carmine",
                /// The violet theme.
                Violet = "violet",
                /// The purple theme.
                Purple = "purple",
                /// The indigo theme.
                Indigo = "indigo",
                /// The grey theme; customary for what is void.
                Grey = "grey",
                /// No colour; the default.
                Default = "default",
            }

            /// The colours of tags: 13 names, without `grey` and `sunflower`.
            choice TagColor ("tag_color") {
                /// A neutral grey.
                Neutral = "neutral",
                /// Blue; the default.
                Blue = "blue",
                /// Turquoise.
                Turquoise = "turquoise",
                /// Lime.
                Lime = "lime",
                /// Orange.
                Orange = "orange",
                /// Violet.
                Violet = "violet",
                /// Indigo.
                Indigo = "indigo",
                /// Light blue.
                Wathet = "wathet",
                /// Green.
                Green = "green",
                /// Yellow.
                Yellow = "yellow",
                /// Red.
                Red = "red",
                /// Purple.
                Purple = "purple",
                /// Carmine.
                Carmine = "carmine",
            }

            /// How the components of a container follow each other. 2.0 only.
            choice Direction ("direction") {
                /// One below the other; the default.
                Vertical = "vertical" v2,
                /// Side by side.
                Horizontal = "horizontal" v2,
            }

            /// Horizontal alignment of what is inside.
            choice HorizontalAlign ("horizontal_align") {
                /// To the left; the usual default.
                Left = "left",
                /// In the middle.
                Center = "center",
                /// To the right.
                Right = "right",
            }

            /// Vertical alignment of what is inside.
            choice VerticalAlign ("vertical_align") {
                /// To the top; the default of containers.
                Top = "top",
                /// In the middle; the default of table cells and panel headers.
                Center = "center",
                /// To the bottom.
                Bottom = "bottom",
            }

            /// What a condition of the card's `fallback` compares. 1.0 only.
            choice TriggerType ("fallback.trigger_condition.type") {
                /// The version of the client; `value` is the lowest that shows the card.
                MinClientVersion = "min_client_version" v1,
                /// The components that the client knows; `value` is a list of their tags.
                ElementTags = "element_tags" v1,
            }

            /// The alignment of a text.
            choice TextAlign ("text_align") {
                /// To the left; the default.
                Left = "left",
                /// Centred.
                Center = "center",
                /// To the right.
                Right = "right",
            }

            /// What the `form_action` behaviour does. 1.0 only.
            choice FormBehavior ("behavior.form_action.behavior") {
                /// Submits the form; in a sketch of the documentation only.
                Submit = "submit" v1,
            }

            /// The arrangement of an `action` on narrow screens. 1.0 only.
            choice ActionLayout ("action.layout") {
                /// Two in a row.
                Bisected = "bisected" v1,
                /// Three in a row.
                Trisection = "trisection" v1,
                /// As wide as each needs, wrapping into further rows.
                Flow = "flow" v1,
            }

            /// What the columns of a `column_set` do on narrow screens.
            choice FlexMode ("column_set.flex_mode") {
                /// They shrink in proportion; the default.
                None = "none",
                /// They become rows over the whole width.
                Stretch = "stretch",
                /// They wrap into further rows.
                Flow = "flow",
                /// Two of equal width in a row.
                Bisect = "bisect",
                /// Three of equal width in a row.
                Trisect = "trisect",
            }

            /// Where the icon of a panel's header is.
            choice CollapsiblePanelHeaderIconPosition ("collapsible_panel.header.icon_position") {
                /// Before the title.
                Left = "left",
                /// At the right end; the default.
                Right = "right",
                /// Right after the title.
                FollowText = "follow_text",
            }

            /// How wide the header of a panel is; client 7.32 or later. 2.0 only.
            choice CollapsiblePanelHeaderWidth ("collapsible_panel.header.width") {
                /// As wide as the panel; the default.
                Fill = "fill" v2,
                /// As wide as its content.
                Auto = "auto" v2,
                /// As wide as its content while the panel is closed.
                AutoWhenFold = "auto_when_fold" v2,
            }

            /// Where the header of a panel is. 2.0 only.
            choice CollapsiblePanelHeaderPosition ("collapsible_panel.header.position") {
                /// At the top; in a sketch of the documentation only.
                Top = "top" v2,
            }

            /// How an image is cut to its size.
            choice ImgScaleType ("img.scale_type") {
                /// Cut to the size around its middle; the default.
                CropCenter = "crop_center",
                /// Cut to the size from its top.
                CropTop = "crop_top",
                /// Fitted to the width, not cut.
                FitHorizontal = "fit_horizontal",
            }

            /// The size of an image in its older form. Deprecated: use `scale_type` and `size`.
            choice ImgMode ("img.mode") {
                /// Deprecated: use `scale_type` `crop_center`.
                CropCenter = "crop_center",
                /// Deprecated: use `scale_type` `fit_horizontal`.
                FitHorizontal = "fit_horizontal",
                /// Deprecated: use `size` `stretch`.
                Stretch = "stretch",
                /// Deprecated: use `size` `large`.
                Large = "large",
                /// Deprecated: use `size` `medium`.
                Medium = "medium",
                /// Deprecated: use `size` `small`.
                Small = "small",
                /// Deprecated: use `size` `tiny`.
                Tiny = "tiny",
            }

            /// The arrangement of an `img_combination`.
            choice ImgCombinationCombinationMode ("img_combination.combination_mode") {
                /// Up to 2 images.
                Double = "double",
                /// Up to 3 images.
                Triple = "triple",
                /// Up to 6 images, two in a row.
                Bisect = "bisect",
                /// Up to 9 images, three in a row.
                Trisect = "trisect",
            }

            /// The size of avatars.
            choice PersonSize ("person.size") {
                /// The smallest size.
                ExtraSmall = "extra_small",
                /// The second smallest size.
                Small = "small",
                /// The second largest size; the default.
                Medium = "medium",
                /// The largest size.
                Large = "large",
            }

            /// The look of a person.
            choice PersonStyle ("person.style") {
                /// Without a frame; the default.
                Normal = "normal",
                /// In a rounded frame.
                Capsule = "capsule",
            }

            /// Width to height of a chart.
            choice ChartAspectRatio ("chart.aspect_ratio") {
                /// As wide as high; the default on mobile clients.
                R1x1 = "1:1",
                /// Twice as wide as high.
                R2x1 = "2:1",
                /// A ratio of 4 wide to 3 high.
                R4x3 = "4:3",
                /// A ratio of 16 wide to 9 high; the default on desktop clients.
                R16x9 = "16:9",
            }

            /// The colour theme of a chart.
            choice ChartColorTheme ("chart.color_theme") {
                /// Colours of the brand; the default.
                Brand = "brand",
                /// Colours of the rainbow.
                Rainbow = "rainbow",
                /// Complementary colours.
                Complementary = "complementary",
                /// Converse colours.
                Converse = "converse",
                /// Primary colours.
                Primary = "primary",
            }

            /// The size of the texts in the header row of a table.
            choice TableHeaderStyleTextSize ("table.header_style.text_size") {
                /// Text of 14px; the default.
                Normal = "normal",
                /// Text of 16px.
                Heading = "heading",
            }

            /// The background of the header row of a table.
            choice TableHeaderStyleBackgroundStyle ("table.header_style.background_style") {
                /// No background; the default.
                None = "none",
                /// A grey background.
                Grey = "grey",
            }

            /// What the cells of a table column hold.
            choice DataType ("table.column.data_type") {
                /// A string, shown as it is; other values are turned into strings. The default.
                Text = "text",
                /// A string with a short form of Markdown; client 7.10 or later.
                LarkMd = "lark_md",
                /// Tags: a string, or a list of objects with `text` and `color`.
                Options = "options",
                /// A number, written by the `format` of the column.
                Number = "number",
                /// The id of a person, or a list of ids.
                Persons = "persons",
                /// A time as milliseconds since 1970 (UTC), shown in local time by `date_format`; client 7.6 or later.
                Date = "date",
                /// A string with all of Markdown; client 7.14 or later.
                Markdown = "markdown",
            }

            /// Which times a player shows. 2.0 only.
            choice AudioTimeDisplay ("audio.time_display") {
                /// One time; the default.
                Default = "default" v2,
                /// Both times.
                Both = "both" v2,
            }

            /// Where a player shows its time. 2.0 only.
            choice AudioTimePosition ("audio.time_position") {
                /// At the end; the default.
                End = "end" v2,
                /// At the start.
                Start = "start" v2,
                /// At both sides.
                BothSides = "both_sides" v2,
            }

            /// The look of a player. 2.0 only.
            choice AudioStyle ("audio.style") {
                /// A play sign on a round disc; the default.
                Normal = "normal" v2,
                /// The flat look.
                Flat = "flat" v2,
                /// The look for speech.
                Speak = "speak" v2,
            }

            /// The look of a button.
            choice ButtonType ("button.type") {
                /// With a border; the default.
                Default = "default",
                /// With a border, in the colour of the main action.
                Primary = "primary",
                /// With a border, in the colour of a warning.
                Danger = "danger",
                /// Without a border.
                Text = "text",
                /// Without a border, in the colour of the main action.
                PrimaryText = "primary_text",
                /// Without a border, in the colour of a warning.
                DangerText = "danger_text",
                /// Filled with the colour of the main action.
                PrimaryFilled = "primary_filled",
                /// Filled with the colour of a warning.
                DangerFilled = "danger_filled",
                /// Filled with a gradient of several colours.
                Laser = "laser",
            }

            /// The height of a button, in px on desktop and mobile clients.
            choice ButtonSize ("button.size") {
                /// A height of 24px on desktop, 28px on mobile clients.
                Tiny = "tiny",
                /// A height of 28px.
                Small = "small",
                /// A height of 32px on desktop, 36px on mobile clients; the default.
                Medium = "medium",
                /// A height of 40px on desktop, 48px on mobile clients.
                Large = "large",
            }

            /// What a button does in a form. 2.0: deprecated, use `form_action_type`.
            choice ButtonActionType ("button.action_type") {
                /// Opens its address.
                Link = "link",
                /// Calls the server back.
                Request = "request",
                /// Opens its address and calls the server back.
                Multi = "multi",
                /// Submits the form. 2.0: use `form_action_type` `submit`.
                FormSubmit = "form_submit",
                /// Resets the form to its initial values. 2.0: use `form_action_type` `reset`.
                FormReset = "form_reset",
            }

            /// What a button does with its form. 2.0 only.
            choice ButtonFormActionType ("button.form_action_type") {
                /// Submits the form.
                Submit = "submit" v2,
                /// Resets the form to its initial values.
                Reset = "reset" v2,
            }

            /// What a field takes.
            choice InputInputType ("input.input_type") {
                /// One line of text; the default.
                Text = "text",
                /// Several lines of text, which come back with `\n` between them.
                MultilineText = "multiline_text",
                /// A password, shown hidden.
                Password = "password",
            }

            /// Where the label of a field is.
            choice InputLabelPosition ("input.label_position") {
                /// Above the field; the default.
                Top = "top",
                /// Left of the field; above it on narrow screens.
                Left = "left",
            }

            /// Whether a menu has a border.
            choice SelectType ("select.type") {
                /// With a border; the default.
                Default = "default",
                /// Without a border.
                Text = "text",
            }

            /// The look of a `select_img`. 1.0 only.
            choice SelectImgStyle ("select_img.style") {
                /// The plain look; the default.
                Default = "default" v1,
                /// A gradient of several colours.
                Laser = "laser" v1,
            }

            /// How many images of a `select_img` are in a row.
            choice SelectImgLayout ("select_img.layout") {
                /// One, over the whole width.
                Stretch = "stretch",
                /// Two; the default.
                Bisect = "bisect",
                /// Three.
                Trisect = "trisect",
            }

            /// Width to height of the images of a `select_img`.
            choice SelectImgAspectRatio ("select_img.aspect_ratio") {
                /// As wide as high.
                R1x1 = "1:1",
                /// A ratio of 16 wide to 9 high; the default.
                R16x9 = "16:9",
                /// A ratio of 4 wide to 3 high.
                R4x3 = "4:3",
            }

            /// When desktop clients show the buttons of a `checker`.
            choice CheckerButtonAreaPcDisplayRule ("checker.button_area.pc_display_rule") {
                /// At all times; the default.
                Always = "always",
                /// While the pointer rests on the component.
                OnHover = "on_hover",
            }
        }
    };
}
