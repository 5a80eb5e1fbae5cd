//! Dashboards and panels as Grafana reads them. Whoever writes one says what it shows; where it stands follows from the order.

use serde_json::{Value, json};

/// Width of the grid.
const WIDTH: u64 = 24;
const GRAPH: (u64, u64) = (12, 8);
const FIGURE: (u64, u64) = (4, 4);
const MAP: (u64, u64) = (WIDTH, 16);
const ROW: (u64, u64) = (WIDTH, 1);

/// Who looks at it: a folder in Grafana, with rights of its own.
#[derive(Debug, Clone, Copy)]
pub enum Team {
    Platform,
    App,
    Product,
}

impl Team {
    const fn folder(self) -> &'static str {
        match self {
            Self::Platform => "platform",
            Self::App => "app",
            Self::Product => "product",
        }
    }
}

/// A dashboard.
#[derive(Debug)]
pub struct Dashboard {
    team: Team,
    name: &'static str,
    title: &'static str,
    panels: Vec<Panel>,
    variables: Vec<Value>,
}

impl Dashboard {
    /// `name` is its file and its address.
    pub const fn new(team: Team, name: &'static str, title: &'static str) -> Self {
        Self { team, name, title, panels: Vec::new(), variables: Vec::new() }
    }

    /// Adds panels.
    pub fn with(mut self, panels: impl IntoIterator<Item = Panel>) -> Self {
        self.panels.extend(panels);
        self
    }

    /// Adds a choice among the values of a label.
    pub fn choice(mut self, name: &str, metric: &str) -> Self {
        self.variables.push(json!({
            "name": name,
            "label": name,
            "type": "query",
            "datasource": prometheus(),
            "query": {"query": format!("label_values({metric}, {name})"), "refId": "values"},
            "refresh": 2,
            "multi": true,
            "includeAll": true,
            "allValue": ".*",
            "current": {"text": "All", "value": "$__all"},
            "sort": 1,
        }));
        self
    }

    /// Its file.
    pub fn path(&self) -> String {
        format!("{}/{}.json", self.team.folder(), self.name)
    }

    /// As Grafana reads it.
    pub fn json(&self) -> Value {
        json!({
            "uid": format!("reptidex-{}", self.name),
            "title": self.title,
            "tags": ["reptidex", self.team.folder()],
            "schemaVersion": 39,
            "editable": false,
            "graphTooltip": 1,
            "refresh": "30s",
            "time": {"from": "now-6h", "to": "now"},
            "timezone": "browser",
            "annotations": {"list": [{
                "name": "Alerts",
                "datasource": prometheus(),
                "enable": true,
                "iconColor": "red",
                "expr": "ALERTS{alertstate=\"firing\", severity=~\"page|ticket\"}",
                "titleFormat": "{{alertname}}",
                "step": "60s",
            }]},
            "links": [{"type": "dashboards", "title": "ReptiDex", "tags": ["reptidex"], "asDropdown": true, "keepTime": true}],
            "templating": {"list": self.variables},
            "panels": placed(&self.panels),
        })
    }
}

/// Left to right, top to bottom; a row begins a new line.
fn placed(panels: &[Panel]) -> Vec<Value> {
    let (mut x, mut y, mut tallest) = (0, 0, 0);
    let mut out = Vec::with_capacity(panels.len());
    for (at, panel) in panels.iter().enumerate() {
        let (width, height) = panel.size;
        if x + width > WIDTH || (height != tallest && x > 0) {
            (x, y) = (0, y + tallest);
        }
        let mut json = panel.json.clone();
        json["id"] = json!(at + 1);
        json["gridPos"] = json!({"x": x, "y": y, "w": width, "h": height});
        out.push(json);
        (x, tallest) = (x + width, height);
    }
    out
}

fn prometheus() -> Value {
    json!({"type": "prometheus", "uid": "prometheus"})
}

fn tempo() -> Value {
    json!({"type": "tempo", "uid": "tempo"})
}

/// A panel.
#[derive(Debug)]
pub struct Panel {
    size: (u64, u64),
    json: Value,
}

impl Panel {
    /// A heading.
    pub fn row(title: &str) -> Self {
        Self { size: ROW, json: json!({"type": "row", "title": title, "collapsed": false, "panels": []}) }
    }

    /// Lines over time.
    pub fn graph(title: &str, unit: &str, says: &str) -> Self {
        let options = json!({
            "legend": {"displayMode": "table", "placement": "bottom", "calcs": ["lastNotNull", "max"]},
            "tooltip": {"mode": "multi", "sort": "desc"},
        });
        let custom = json!({"lineWidth": 1, "fillOpacity": 8, "showPoints": "never", "spanNulls": false});
        Self::of("timeseries", GRAPH, title, unit, says, &options, &custom)
    }

    /// One figure of now, green up to `warn`, red from `bad`. Where less is worse, `bad` is the smaller.
    pub fn figure(title: &str, unit: &str, says: &str, warn: f64, bad: f64) -> Self {
        let options =
            json!({"reduceOptions": {"calcs": ["lastNotNull"]}, "colorMode": "background", "graphMode": "area"});
        let mut panel = Self::of("stat", FIGURE, title, unit, says, &options, &json!({}));
        let steps = if warn <= bad {
            json!([{"color": "green", "value": null}, {"color": "orange", "value": warn}, {"color": "red", "value": bad}])
        } else {
            json!([{"color": "red", "value": null}, {"color": "orange", "value": bad}, {"color": "green", "value": warn}])
        };
        panel.json["fieldConfig"]["defaults"]["thresholds"] = json!({"mode": "absolute", "steps": steps});
        panel
    }

    /// A figure that is neither good nor bad.
    pub fn count(title: &str, unit: &str, says: &str) -> Self {
        let options = json!({"reduceOptions": {"calcs": ["lastNotNull"]}, "colorMode": "none", "graphMode": "area"});
        Self::of("stat", FIGURE, title, unit, says, &options, &json!({}))
    }

    /// The present values, largest first.
    pub fn table(title: &str, unit: &str, says: &str) -> Self {
        let options = json!({"showHeader": true, "sortBy": [{"displayName": "Value", "desc": true}]});
        let mut panel = Self::of("table", GRAPH, title, unit, says, &options, &json!({}));
        panel.json["transformations"] =
            json!([{"id": "organize", "options": {"excludeByName": {"Time": true, "__name__": true}}}]);
        panel
    }

    /// Who calls whom, of the traces of the time that is shown.
    pub fn map(title: &str, says: &str) -> Self {
        let json = json!({
            "type": "nodeGraph",
            "title": title,
            "description": says,
            "datasource": tempo(),
            "options": {"nodes": {}, "edges": {}, "zoomMode": "cooperative"},
            "fieldConfig": {"defaults": {}, "overrides": []},
            "targets": [{"refId": "A", "datasource": tempo(), "queryType": "serviceMap", "filters": []}],
        });
        Self { size: MAP, json }
    }

    fn of(kind: &str, size: (u64, u64), title: &str, unit: &str, says: &str, options: &Value, custom: &Value) -> Self {
        let json = json!({
            "type": kind,
            "title": title,
            "description": says,
            "datasource": prometheus(),
            "options": options,
            "fieldConfig": {"defaults": {"unit": unit, "custom": custom}, "overrides": []},
            "targets": [],
        });
        Self { size, json }
    }

    /// Adds a question, and how its answers are called.
    pub fn asks(mut self, expression: &str, legend: &str) -> Self {
        let instant = self.json["type"] == "table";
        if let Some(targets) = self.json["targets"].as_array_mut() {
            let letter = char::from(b'A' + u8::try_from(targets.len()).unwrap_or(0)).to_string();
            targets.push(json!({
                "refId": letter,
                "datasource": prometheus(),
                "editorMode": "code",
                "expr": expression,
                "legendFormat": legend,
                "instant": instant,
                "range": !instant,
                "format": if instant { "table" } else { "time_series" },
            }));
        }
        self
    }

    /// Begins at nothing, so that a small change doesn't look like a large one.
    pub fn starting_at_zero(mut self) -> Self {
        self.json["fieldConfig"]["defaults"]["min"] = json!(0);
        self
    }

    /// One above the other.
    pub fn stacked(mut self) -> Self {
        self.json["fieldConfig"]["defaults"]["custom"]["stacking"] = json!({"mode": "normal"});
        self.starting_at_zero()
    }

    /// A dashed line at what is allowed.
    pub fn limit(mut self, value: f64) -> Self {
        let defaults = &mut self.json["fieldConfig"]["defaults"];
        defaults["custom"]["thresholdsStyle"] = json!({"mode": "dashed"});
        defaults["thresholds"] =
            json!({"mode": "absolute", "steps": [{"color": "green", "value": null}, {"color": "red", "value": value}]});
        self
    }

    /// As wide as the page.
    pub fn wide(mut self) -> Self {
        self.size.0 = WIDTH;
        self
    }
}
