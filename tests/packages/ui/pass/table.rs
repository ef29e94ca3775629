//! Table with every cell type; rows as elements.

use feishu_card::{Card, card};

/// The file of the corpus that this is.
pub const FILE: &str = "official-v2/table-1.json";

/// It has no run-time value, so it is a constant.
pub const CARD: Card = card! {
    // the official sample has cells without a column
    #![allow(C0601)]
    <card schema="2.0">
        <table
            element_id="custom_id"
            page_size=5
            row_height=low
            row_max_height=50px
            freeze_first_column
            margin="0px 0px 0px 0px"
        >
            <header_style text_align=left text_size=normal background_style=none text_color=grey bold lines=1/>
            <column
                name="customer_name"
                data_type=text
                display_name="客户名称"
                width=auto
                horizontal_align=left
                vertical_align=top
            />
            <column name="customer_link" data_type=lark_md display_name="相关链接"/>
            <column name="customer_arr" data_type=number display_name="ARR(万元)" width=120px>
                <format precision=2 symbol="¥" separator/>
            </column>
            <column name="customer_scale" data_type=options display_name="客户规模"/>
            <column name="customer_poc" data_type=persons display_name="客户对接人"/>
            <column name="meeting_date" data_type=date display_name="对接时间" date_format="YYYY/MM/DD"/>
            <column name="company_image" data_type=markdown display_name="企业图片"/>
            <row
                customer_name="飞书科技"
                customer_date=1699341315000
                customer_scale={[{"text": "S2", "color": "blue"}]}
                customer_arr=168
                customer_poc={[
                    "ou_14a32f1a02e64944cf19207aa43abcef",
                    "ou_e393cf9c22e6e617a4332210d2aabcef",
                ]}
                customer_link="[飞书科技](/ssl:ttdoc/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/emojis-introduce)"
            />
            <row
                customer_name="飞书科技_01"
                customer_date=1606101072000
                customer_scale={[{"text": "S1", "color": "red"}]}
                customer_arr=168.23
                customer_poc="ou_14a32f1a02e64944cf19207aa43abcef"
                customer_link="[飞书科技_01](/ssl:ttdoc/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/emojis-introduce)"
                company_image="![image.png](image_key)"
            />
            <row
                customer_name="飞书科技_02"
                customer_date=1606101072000
                customer_scale={[{"text": "S3", "color": "orange"}]}
                customer_arr=168.23
                customer_poc="ou_14a32f1a02e64944cf19207aa43abcef"
                customer_link="[飞书科技_02](/ssl:ttdoc/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/emojis-introduce)"
                company_image="![image.png](image_key)"
            />
            <row
                customer_name="飞书科技_03"
                customer_date=1606101072000
                customer_scale={[{"text": "S2", "color": "blue"}]}
                customer_arr=168.23
                customer_poc="ou_14a32f1a02e64944cf19207aa43abcef"
                customer_link="[飞书科技_03](/ssl:ttdoc/uAjLw4CM/ukTMukTMukTM/reference/im-v1/message-reaction/emojis-introduce)"
                company_image="![image.png](image_key)"
            />
        </table>
    </card>
};
