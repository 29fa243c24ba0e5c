use super::*;

fn seed() -> Seed {
    Seed::new(Seed::MAX).unwrap()
}

fn all_kinds() -> Vec<Record> {
    let lesson = || "spiky-traffic".to_owned();
    let answered = |option: &str, correct| Entry::Answered {
        lesson: lesson(),
        question: "which-change".into(),
        option: option.into(),
        correct,
        confidence: None,
        place: None,
    };
    let elsewhere = |place| Entry::Answered {
        lesson: lesson(),
        question: "which-change".into(),
        option: "min-capacity-8".into(),
        correct: true,
        confidence: Some(Confidence::Sure),
        place: Some(place),
    };
    let entries = [
        Entry::Predicted {
            lesson: lesson(),
            seed: seed(),
            values: vec![8.0, 1500.5, 0.1 + 0.2],
        },
        Entry::Scored {
            lesson: lesson(),
            seed: seed(),
            points: 1.5,
            of: 3.0,
        },
        answered("scale-out-cooldown-0", false),
        answered("min-capacity-8", true),
        Entry::GaveUp {
            lesson: lesson(),
            question: "which-fact".into(),
        },
        Entry::Finished { lesson: lesson() },
        elsewhere(Place::Review),
        elsewhere(Place::Drill),
        Entry::Drilled {
            seed: 48_213,
            right: 14,
            of: 20,
            seconds: 1_802,
        },
        Entry::Planned(Wish {
            exam_day: Some(20_791),
            minutes: 20,
        }),
    ];
    (1_700_000_000_000..)
        .zip(entries)
        .map(|(at_ms, entry)| Record::new(at_ms, entry))
        .collect()
}

#[test]
fn a_line_carries_a_record_exactly() {
    for record in all_kinds() {
        let line = record.encode();
        assert!(!line.contains('\n'));
        assert_eq!(Record::decode(&line), Ok(record));
    }
}

#[test]
fn a_line_has_the_oldest_schema_that_reads_it() {
    for record in all_kinds() {
        let schema = match record.entry() {
            Entry::GaveUp { .. } => "2 ",
            Entry::Answered { place: Some(_), .. } | Entry::Drilled { .. } => "3 ",
            Entry::Planned(_) => "4 ",
            _ => "1 ",
        };
        assert!(record.encode().starts_with(schema), "{}", record.encode());
    }
}

#[test]
fn the_checksum_is_crc_32() {
    // The check value of CRC-32/ISO-HDLC is over "123456789" alone: the schema's bytes go first.
    let table_free = checksum(0x3433_3231, "56789");
    assert_eq!(table_free, 0xCBF4_3926);
}

#[test]
fn any_changed_character_is_found() {
    let line = all_kinds()[2].encode();
    for (at, character) in line.char_indices() {
        let other = if character == '1' { '2' } else { '1' };
        let mut changed = line.clone();
        changed.replace_range(at..at + character.len_utf8(), &other.to_string());
        assert!(Record::decode(&changed).is_err(), "{changed}");
        assert!(Record::decode(&line[..at]).is_err(), "{}", &line[..at]);
    }
}

#[test]
fn a_line_of_a_newer_version_says_so() {
    let json = r#"{"at_ms":1,"kind":"levitated"}"#;
    let newer = format!("7 {:08x} {json}", checksum(7, json));
    assert_eq!(
        Record::decode(&newer),
        Err(RecordError::Schema { found: 7 })
    );
    // A changed number of a schema is damage, not a newer version.
    let changed = all_kinds()[0].encode().replacen('1', "7", 1);
    assert_eq!(Record::decode(&changed), Err(RecordError::Checksum));
}

#[test]
fn damage_is_reported_and_the_rest_is_kept() {
    let mut lines: Vec<String> = all_kinds().iter().map(Record::encode).collect();
    lines[1].truncate(40);
    lines.insert(2, "not a record".into());
    lines.insert(3, String::new());
    let log = Log::read(lines.iter().map(String::as_str));
    assert_eq!(log.records.len(), all_kinds().len() - 1);
    let found: Vec<_> = log
        .damaged
        .iter()
        .map(|d| (d.line, d.error.clone()))
        .collect();
    assert_eq!(found, [(2, RecordError::Checksum), (3, RecordError::Shape)]);
}

#[test]
fn content_that_no_longer_fits_is_damage_too() {
    let json = r#"{"at_ms":1,"kind":"levitated"}"#;
    let line = format!("1 {:08x} {json}", checksum(1, json));
    assert!(matches!(
        Record::decode(&line),
        Err(RecordError::Content(_))
    ));
}

#[test]
fn progress_keeps_the_best_prediction_and_the_first_answer() {
    let mut records = all_kinds();
    records.push(Record::new(
        5,
        Entry::Scored {
            lesson: "spiky-traffic".into(),
            seed: seed(),
            points: 0.5,
            of: 3.0,
        },
    ));
    let progress = progress(&records);
    let lesson = progress.lesson("spiky-traffic").unwrap();
    assert_eq!(lesson.best, Some((1.5, 3.0)));
    assert_eq!((lesson.predictions, lesson.finished), (1, true));
    assert_eq!((lesson.answered(), lesson.first_try_right()), (1, 0));
    let question = lesson.questions["which-change"];
    assert!(question.solved && question.tries == 2);
    assert_eq!(lesson.latest_ms, 1_700_000_000_005);
    assert_eq!(progress.lesson("another"), None);
    assert_eq!(progress.lessons().count(), 1);
}

#[test]
fn a_right_first_answer_counts_once_and_stays() {
    let answered = |correct| {
        let entry = Entry::Answered {
            place: None,
            lesson: "l".into(),
            question: "q".into(),
            option: "o".into(),
            correct,
            confidence: None,
        };
        Record::new(1, entry)
    };
    let progress = progress(&[answered(true), answered(false)]);
    assert_eq!(progress.lesson("l").unwrap().first_try_right(), 1);
}

#[test]
fn an_answer_outside_of_its_lesson_is_no_progress_in_it() {
    let answered = |place| {
        let entry = Entry::Answered {
            lesson: "cooldowns".into(),
            question: "what-cures".into(),
            option: "o".into(),
            correct: true,
            confidence: None,
            place,
        };
        Record::new(1, entry)
    };
    let records = [answered(Some(Place::Drill)), answered(Some(Place::Review))];
    assert_eq!(progress(&records).lesson("cooldowns"), None);
    assert!(progress(&[answered(None)]).lesson("cooldowns").is_some());
}

#[test]
fn a_line_of_the_first_schema_still_reads() {
    let json = r#"{"at_ms":5,"kind":"answered","lesson":"a","question":"q","option":"o","correct":false,"confidence":"sure"}"#;
    let line = format!("1 {:08x} {json}", checksum(1, json));
    let record = Record::decode(&line).unwrap();
    assert!(matches!(
        record.entry(),
        Entry::Answered {
            place: None,
            confidence: Some(Confidence::Sure),
            ..
        }
    ));
    assert_eq!(record.encode(), line, "and is written as it was");
}

#[test]
fn the_latest_wish_holds_whatever_the_order_and_belongs_to_no_lesson() {
    let planned =
        |at_ms, exam_day, minutes| Record::new(at_ms, Entry::Planned(Wish { exam_day, minutes }));
    assert_eq!(wish(&[]), Wish::default());
    let mut records = vec![planned(2, None, 30), planned(1, Some(20_791), 20)];
    assert_eq!(wish(&records).exam_day, None);
    records.reverse();
    assert_eq!(wish(&records).minutes, 30);
    assert_eq!(progress(&records).lessons().count(), 0);
    assert_eq!(
        records[1].encode().split_once('{').map(|(_, json)| json),
        Some(r#""at_ms":2,"kind":"planned","minutes":30}"#)
    );
}
