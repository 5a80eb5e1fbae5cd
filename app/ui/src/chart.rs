use leptos::prelude::*;

use crate::words::thousands;

/// A small line of figures without axes; `label` says in words what it shows.
#[component]
pub fn Sparkline(#[prop(into)] label: String, points: Vec<f64>) -> impl IntoView {
    let path = line(&points, 120.0, 32.0);
    view! {
        <svg class="sparkline" viewBox="0 0 120 32" role="img" aria-label=label preserveAspectRatio="none">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.5" vector-effect="non-scaling-stroke"/>
        </svg>
    }
}

/// Bars with their figures in words: a table to screen readers, bars to the eye.
#[component]
pub fn BarChart(
    #[prop(into)] caption: String,
    /// The heading of the names and of the figures.
    #[prop(into)]
    head: (String, String),
    rows: Vec<(String, u64)>,
) -> impl IntoView {
    let most = rows.iter().map(|(_, count)| *count).max().unwrap_or(1).max(1);
    let body = rows
        .into_iter()
        .map(|(name, count)| {
            let style = format!("--share:{:.1}%", count as f64 * 100.0 / most as f64);
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="num"><span class="bar" style=style aria-hidden="true"></span><span>{thousands(count)}</span></td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="bars">
            <caption class="field-label">{caption}</caption>
            <thead class="visually-hidden"><tr><th scope="col">{head.0}</th><th scope="col">{head.1}</th></tr></thead>
            <tbody>{body}</tbody>
        </table>
    }
}

fn line(points: &[f64], width: f64, height: f64) -> String {
    let (least, most) =
        points.iter().fold((f64::MAX, f64::MIN), |(least, most), &point| (least.min(point), most.max(point)));
    let range = if most > least { most - least } else { 1.0 };
    let step = width / (points.len().max(2) - 1) as f64;
    points
        .iter()
        .enumerate()
        .map(|(index, &point)| {
            let y = height - 2.0 - (point - least) / range * (height - 4.0);
            format!("{}{:.1} {y:.1}", if index == 0 { 'M' } else { 'L' }, index as f64 * step)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn a_line_of_few_points_is_still_a_line() {
        assert_eq!(line(&[], 100.0, 20.0), "");
        assert_eq!(line(&[5.0], 100.0, 20.0), "M0.0 18.0");
        assert_eq!(line(&[0.0, 10.0], 100.0, 20.0), "M0.0 18.0L100.0 2.0");
    }
}
