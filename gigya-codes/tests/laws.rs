//! What holds for every number and every text.

use gigya_codes::{Class, Provenance, Remedy, ResponseCode};
use proptest::prelude::*;

/// Any number, half of the time a known code or one next to it.
fn numbers() -> impl Strategy<Value = u32> {
    let near = (prop::sample::select(ResponseCode::ALL), -1..=1)
        .prop_map(|(code, step)| code.as_u32().wrapping_add_signed(step));
    prop_oneof![any::<u32>(), near]
}

proptest! {
    #[test]
    fn no_number_is_lost(number in numbers()) {
        let code = ResponseCode::new(number);
        prop_assert_eq!(code.as_u32(), number);
        prop_assert_eq!(u32::from(ResponseCode::from(number)), number);
        prop_assert_eq!(number.to_string().parse(), Ok(code));
    }

    #[test]
    fn what_is_known_is_what_is_in_all(number in numbers()) {
        let code = ResponseCode::new(number);
        prop_assert_eq!(code.is_known(), ResponseCode::ALL.contains(&code));
        prop_assert_eq!(code.name().is_some(), code.is_known());
        prop_assert_eq!(code.provenance().is_some(), code.is_known());
        if !code.is_known() {
            prop_assert_eq!((code.message(), code.description()), (None, None));
            prop_assert_eq!(code.remedy(), Remedy::Unreviewed);
            prop_assert!(code.methods().is_empty());
        }
        if code.provenance() == Some(Provenance::Observed) {
            prop_assert_eq!(code.description(), None);
        }
    }

    #[test]
    fn only_0_is_a_success(number in numbers()) {
        let code = ResponseCode::new(number);
        prop_assert_eq!(code.class() == Class::Success, number == 0);
    }

    #[test]
    fn names_are_read_back(code in prop::sample::select(ResponseCode::ALL)) {
        prop_assert_eq!(code.name().unwrap().parse(), Ok(code));
        prop_assert_eq!(code.name().and_then(ResponseCode::from_name), Some(code));
    }

    #[test]
    fn a_line_begins_with_the_number(number in numbers()) {
        let code = ResponseCode::new(number);
        let line = code.to_string();
        let (digits, text) = line.split_once(' ').unwrap_or((&line, ""));
        prop_assert_eq!(digits.parse(), Ok(code));
        prop_assert_eq!(line.parse(), Ok(code));
        prop_assert_eq!(text, code.message().or(code.name()).unwrap_or(""));
        prop_assert_eq!(line.lines().count(), 1);
    }

    #[test]
    fn padding_is_that_of_a_string(number in numbers(), width in 0..80_usize, cut in 0..80_usize) {
        let code = ResponseCode::new(number);
        let line = code.to_string();
        prop_assert_eq!(format!("{code:width$}"), format!("{line:width$}"));
        prop_assert_eq!(format!("{code:~^width$.cut$}"), format!("{line:~^width$.cut$}"));
    }

    #[test]
    fn a_text_is_read_only_if_it_begins_with_a_number_or_is_a_name(text in "[ +_A-Z0-9-]{0,12}|\\PC*") {
        let start = text.split(' ').next().unwrap();
        let digits = !start.is_empty() && start.bytes().all(|byte| byte.is_ascii_digit());
        let number = if digits { start.parse().ok() } else { None };
        let name = ResponseCode::ALL.iter().copied().find(|code| code.name() == Some(&text));
        prop_assert_eq!(text.parse().ok(), number.map(ResponseCode::new).or(name));
    }

    #[test]
    fn codes_are_ordered_as_numbers(left in numbers(), right in numbers()) {
        let (code, other) = (ResponseCode::new(left), ResponseCode::new(right));
        prop_assert_eq!(code.cmp(&other), left.cmp(&right));
        prop_assert_eq!((code == other, code == right), (left == right, left == right));
    }
}
