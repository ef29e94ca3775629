//! C06xx: tables and charts.

entries! {
    ROW_KEY = "C0601" "a row has a value without a column" [E E E] 200915
        why "Every key of a row is the `name` of a column; the platform refuses others."
        wrong "<card><table><column name=\"who\" data_type=text/><row who=\"甲\" when=\"今天\"/></table></card>"
        right "<card><table><column name=\"who\" data_type=text/><row who=\"甲\"/></table></card>"

    CELL = "C0602" "a cell does not fit its column" [E E E] 200914
        why "Numbers and dates are numbers (dates in milliseconds), persons are ids, options a text or a list of `{text, color}`. \
             Text columns take anything."
        wrong "<card><table><column name=\"n\" data_type=number/><row n=\"12\"/></table></card>"
        right "<card><table><column name=\"n\" data_type=number/><row n=12/></table></card>"

    COLUMN_TWICE = "C0603" "two columns have the same name" [E E E]
        why "Rows find their columns by name (card-json-1 §6.10)."
        wrong "<card><table><column name=\"n\" data_type=text/><column name=\"n\" data_type=text/><row n=\"1\"/></table></card>"
        right "<card><table><column name=\"n\" data_type=text/><column name=\"m\" data_type=text/><row n=\"1\"/></table></card>"

    DATE_FORMAT = "C0604" "an undocumented date format" [W W W]
        why "It is made of `YYYY`, `MM`, `DD`, `HH`, `mm`, `ss` with any separators."
        wrong "<card><table><column name=\"d\" data_type=date date_format=\"yyyy-mm-dd\"/><row d=1699341315000/></table></card>"
        right "<card><table><column name=\"d\" data_type=date date_format=\"YYYY-MM-DD\"/><row d=1699341315000/></table></card>"

    TAG_COLOR = "C0605" "an unknown tag colour in a cell" [W W W]
        why "Options in cells take the 13 colours of tags; the 2.0 page prints them only as a picture."
        wrong "{\"elements\": [{\"tag\": \"table\", \"columns\": [{\"name\": \"s\", \"data_type\": \"options\"}], \"rows\": [{\"s\": [{\"text\": \"好\", \"color\": \"grey\"}]}]}]}"
        right "{\"elements\": [{\"tag\": \"table\", \"columns\": [{\"name\": \"s\", \"data_type\": \"options\"}], \"rows\": [{\"s\": [{\"text\": \"好\", \"color\": \"green\"}]}]}]}"

    CHART_TYPE = "C0611" "a chart does not say its type" [E E E] 200550
        why "The server checks the specification against VChart's schema, which begins with `type`."
        wrong "<card><chart chart_spec={{\"data\": {\"values\": []}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"line\", \"data\": {\"values\": []}}}/></card>"

    UNKNOWN_CHART = "C0612" "a type of chart that the platform does not document" [W W W]
        why "Official samples show line, area, bar, pie, common, funnel, scatter, radar, linearProgress, circularProgress and wordCloud; \
             VChart has more."
        wrong "<card><chart chart_spec={{\"type\": \"lines\", \"data\": {\"values\": []}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"line\", \"data\": {\"values\": []}}}/></card>"

    CHART_DATA = "C0613" "a chart has no data" [W W W] 200550
        why "Every official sample carries `data`; without it there is nothing to draw."
        wrong "<card><chart chart_spec={{\"type\": \"line\"}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"line\", \"data\": {\"values\": []}}}/></card>"

    CHART_MOBILE = "C0614" "a chart that fails on phones" [W W W]
        why "Textures of bars, conical gradients, `layoutMode: grid` of word clouds and repeated image marks (card-json-1 §6.9)."
        wrong "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}, \"bar\": {\"style\": {\"texture\": \"circle\"}}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}}}/></card>"

    CHART_SCRIPT = "C0615" "a function in a chart" [W W W]
        why "Charts of cards run no JavaScript: the specification is plain JSON."
        wrong "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}, \"label\": {\"formatMethod\": \"function(v) { return v }\"}}}/></card>"
        right "<card><chart chart_spec={{\"type\": \"bar\", \"data\": {\"values\": []}}}/></card>"
}
