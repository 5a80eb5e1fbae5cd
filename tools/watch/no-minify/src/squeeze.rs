/// The script without indentation, empty lines, and comments that begin a line. Lines stay lines, since JavaScript may end a statement with one, and
/// what is inside a template literal stays as it is.
pub fn squeeze(script: &str) -> String {
    let mut out = String::with_capacity(script.len());
    let (mut in_comment, mut in_template) = (false, false);
    for line in script.lines() {
        if in_template {
            out.push_str(line);
            out.push('\n');
            in_template ^= ends_within_template(line);
            continue;
        }
        let mut rest = line.trim();
        loop {
            if in_comment {
                let Some((_, after)) = rest.split_once("*/") else { break rest = "" };
                (in_comment, rest) = (false, after.trim_start());
            }
            let Some(after) = rest.strip_prefix("/*") else { break };
            (in_comment, rest) = (true, after);
        }
        if rest.is_empty() || rest.starts_with("//") {
            continue;
        }
        in_template = ends_within_template(rest);
        out.push_str(rest);
        if in_template {
            // The end of the line belongs to the template that goes on after it.
            out.push_str(&line[line.trim_end().len()..]);
        }
        out.push('\n');
    }
    out
}

/// Does a template literal that isn't open at the line's begin stay open at its end? (Or the other way round: it is a matter of parity.)
fn ends_within_template(line: &str) -> bool {
    line.replace("\\`", "").matches('`').count() % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comments_and_indentation_go() {
        let script = "/* a */ /* b\n c */ let x = 1; // kept\n\n    /**\n     * `doc`\n     */\n    // gone\n    export { x };\n";
        assert_eq!(squeeze(script), "let x = 1; // kept\nexport { x };\n");
    }

    #[test]
    fn what_only_looks_like_a_comment_stays() {
        let script = "  const a = 'http://x'; /* tail */\n  b(`one\n   // two ${a}\n`);\n  c(`three`, \"/*\");\n";
        assert_eq!(squeeze(script), "const a = 'http://x'; /* tail */\nb(`one\n   // two ${a}\n`);\nc(`three`, \"/*\");\n");
    }
}
