//! What the process takes of the machine, as Prometheus names it. Read from `/proc` at each scrape; elsewhere there is nothing to read, and nothing is said.

use std::{fmt::Write, fs};

/// Ticks of `/proc/*/stat` in a second: always 100 towards programs.
const TICKS: f64 = 100.0;

/// The figures as Prometheus text.
#[must_use]
pub fn text() -> String {
    let mut out = String::new();
    let mut say = |name: &str, kind: &str, help: &str, value: Option<f64>| {
        if let Some(value) = value {
            let _ = write!(out, "# HELP {name} {help}\n# TYPE {name} {kind}\n{name} {value}\n\n");
        }
    };
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let limits = fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let files = fs::read_dir("/proc/self/fd").ok().map(Iterator::count);
    let boot = fs::read_to_string("/proc/stat").ok().and_then(|text| number_after(&text, "btime "));
    say("process_cpu_seconds_total", "counter", "Processor time taken, of the system's too", cpu_seconds(&stat));
    say("process_start_time_seconds", "gauge", "When the process began", started(&stat, boot));
    say("process_resident_memory_bytes", "gauge", "Memory held", kibibytes(&status, "VmRSS:"));
    say("process_virtual_memory_bytes", "gauge", "Memory reserved", kibibytes(&status, "VmSize:"));
    say("process_threads", "gauge", "Threads", number_after(&status, "Threads:"));
    #[allow(clippy::cast_precision_loss, reason = "a gauge is a float")]
    say("process_open_fds", "gauge", "Files and sockets that are open", files.map(|count| count as f64));
    say("process_max_fds", "gauge", "Files and sockets that may be open", number_after(&limits, "Max open files"));
    out
}

/// The fields of `/proc/self/stat` behind the program's name, which may have spaces in it: the first is the state, the third of `man 5 proc`.
fn field(stat: &str, number: usize) -> Option<f64> {
    stat.rsplit_once(')')?.1.split_whitespace().nth(number - 3)?.parse().ok()
}

fn cpu_seconds(stat: &str) -> Option<f64> {
    Some((field(stat, 14)? + field(stat, 15)?) / TICKS)
}

fn started(stat: &str, boot: Option<f64>) -> Option<f64> {
    Some(boot? + field(stat, 22)? / TICKS)
}

fn number_after(text: &str, label: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(label))?;
    line.split_whitespace().next()?.parse().ok()
}

fn kibibytes(text: &str, label: &str) -> Option<f64> {
    number_after(text, label).map(|count| count * 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_spaces_and_brackets_shifts_nothing() {
        let stat = "7 (a (b) c) S 1 7 7 0 -1 4194560 100 0 0 0 250 50 0 0 20 0 9 0 12345 1000 20 18446744073709551615";
        assert_eq!(cpu_seconds(stat), Some(3.0));
        assert_eq!(started(stat, Some(1000.0)), Some(1123.45));
        assert_eq!(number_after("Threads:\t9\nVmRSS:\t  12 kB\n", "Threads:"), Some(9.0));
        assert_eq!(kibibytes("VmRSS:\t  12 kB\n", "VmRSS:"), Some(12288.0));
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_process_is_measured() {
        let text = text();
        for name in [
            "process_cpu_seconds_total",
            "process_start_time_seconds",
            "process_resident_memory_bytes",
            "process_virtual_memory_bytes",
            "process_threads",
            "process_open_fds",
            "process_max_fds",
        ] {
            assert!(text.contains(&format!("\n{name} ")), "{name} in {text}");
        }
    }
}
