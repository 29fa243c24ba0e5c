//! The table in the note: between two markers, and only there.

const BEGIN: &str = "<!-- begin: written by cargo xtask bench -->\n";
const END: &str = "<!-- end -->\n";
const HEAD: &str = "| what | measured | gate | aim | |\n| --- | --- | --- | --- | --- |\n";

/// The note with `rows` measured on `machine`, instead of the ones that it had.
pub fn with_table(note: &str, machine: &str, rows: &[String]) -> Result<String, String> {
    if rows.is_empty() {
        return Err("    nothing was measured".into());
    }
    let parts = note
        .split_once(BEGIN)
        .and_then(|(before, rest)| Some((before, rest.split_once(END)?.1)));
    let Some((before, after)) = parts else {
        return Err(format!(
            "    the note lacks its markers, {BEGIN}    and {END}"
        ));
    };
    let rows = rows.join("\n");
    Ok(format!(
        "{before}{BEGIN}{machine}\n\n{HEAD}{rows}\n{END}{after}"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_changes() {
        let note = format!("# A\n\n{BEGIN}old\n{END}\nrest\n");
        let rows = ["| a | 1 | 2 | 3 | aim met |".to_owned()];
        let Ok(text) = with_table(&note, "On a machine.", &rows) else {
            panic!("the note has its markers");
        };
        assert_eq!(
            text,
            format!(
                "# A\n\n{BEGIN}On a machine.\n\n{HEAD}{}\n{END}\nrest\n",
                rows[0]
            )
        );
        assert_eq!(with_table(&text, "On a machine.", &rows), Ok(text.clone()));
    }

    #[test]
    fn a_note_without_markers_or_a_run_without_rows_is_refused() {
        let rows = ["| a |".to_owned()];
        for note in ["no marker", BEGIN, END, &format!("{END}{BEGIN}")] {
            assert!(with_table(note, "", &rows).is_err(), "{note}");
        }
        assert!(with_table(&format!("{BEGIN}{END}"), "", &[]).is_err());
    }
}
