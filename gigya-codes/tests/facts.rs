//! What is known about single codes, and how codes behave as values.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;
use std::fmt::Debug;
use std::str::FromStr;

use gigya_codes::{Actor, Class, Interruption, Provenance, Remedy, ResponseCode};

const UNKNOWN: ResponseCode = ResponseCode::new(987654);

fn codes<const N: usize>(numbers: [u32; N]) -> Vec<ResponseCode> {
    numbers.map(ResponseCode::new).to_vec()
}

fn all_that(predicate: fn(ResponseCode) -> bool) -> Vec<ResponseCode> {
    ResponseCode::all()
        .filter(|code| predicate(*code))
        .collect()
}

#[test]
fn each_provenance_and_an_unknown_code() {
    let check = |number, name, message, provenance, class, remedy| {
        let code = ResponseCode::new(number);
        assert_eq!(
            (code.name(), code.message(), code.provenance()),
            (name, message, provenance)
        );
        assert_eq!((code.class(), code.remedy()), (class, remedy));
        assert_eq!(code.is_known(), name.is_some());
        assert_eq!(
            code.description().is_some(),
            provenance == Some(Provenance::Documented)
        );
    };
    check(
        0,
        Some("SUCCESS"),
        None,
        Some(Provenance::Documented),
        Class::Success,
        Remedy::NothingToDo,
    );
    check(
        200003,
        Some("PERMISSION_NOT_GRANTED"),
        Some("Permission not granted"),
        Some(Provenance::Retired),
        Class::Informational,
        Remedy::Unreviewed,
    );
    check(
        409003,
        Some("ENTITY_EXISTS_CONFLICT"),
        None,
        Some(Provenance::Observed),
        Class::Error,
        Remedy::ResumeFlow,
    );
    check(987654, None, None, None, Class::Error, Remedy::Unreviewed);
    assert!(UNKNOWN.methods().is_empty());
}

/// The documentation of the predicates lists their codes; so does this.
#[test]
fn predicates_hold_for_the_codes_that_their_documentation_lists() {
    assert_eq!(
        all_that(ResponseCode::is_retryable),
        codes([100001, 409030])
    );
    assert_eq!(
        all_that(ResponseCode::is_effect_unknown),
        codes([403004, 500001, 500026, 500032, 504001, 504002])
    );
    assert_eq!(all_that(ResponseCode::is_success), codes([0]));
    assert_eq!(
        all_that(ResponseCode::is_interruption),
        all_that(|code| code.interruption().is_some())
    );
}

#[test]
fn a_loop_neither_locks_an_account_nor_does_anything_twice() {
    for number in [400124, 400125, 403120, 503001] {
        assert_eq!(ResponseCode::new(number).remedy(), Remedy::Wait, "{number}");
    }
    for code in ResponseCode::by_remedy(Remedy::RetryIfIdempotent) {
        assert!(!code.is_retryable(), "{code}");
    }
}

#[test]
fn documented_codes_have_a_message_except_success() {
    let silent = ResponseCode::documented().filter(|code| code.message().is_none());
    assert!(silent.eq([ResponseCode::SUCCESS]));
}

#[test]
fn classes_follow_the_rule_of_the_page_and_its_exceptions() {
    for (number, class) in [
        (0, Class::Success),
        (1, Class::Error),
        (199999, Class::Error),
        (200000, Class::Informational), // unknown
        (200009, Class::Informational),
        (200010, Class::Error), // outside 20000x, and "this error is returned"
        (206005, Class::Informational), // "not indicative of an error"
        (u32::MAX, Class::Error),
    ] {
        assert_eq!(ResponseCode::new(number).class(), class, "{number}");
    }
}

#[test]
fn filters_agree_with_the_look_ups() {
    for class in Class::ALL {
        assert!(ResponseCode::by_class(*class).all(|code| code.class() == *class));
    }
    for remedy in Remedy::ALL {
        assert!(ResponseCode::by_remedy(*remedy).all(|code| code.remedy() == *remedy));
    }
    assert_eq!(
        Class::ALL
            .iter()
            .map(|class| ResponseCode::by_class(*class).count())
            .sum::<usize>(),
        ResponseCode::ALL.len()
    );
    assert_eq!(
        Remedy::ALL
            .iter()
            .map(|remedy| ResponseCode::by_remedy(*remedy).count())
            .sum::<usize>(),
        ResponseCode::ALL.len()
    );
}

#[test]
fn methods_are_those_that_descriptions_name() {
    for code in ResponseCode::all() {
        assert!(code.methods().is_sorted_by(|left, right| left < right));
        for method in code.methods() {
            assert!(code.description().unwrap().contains(method), "{method}");
            assert!(ResponseCode::naming_method(method).any(|found| found == code));
        }
    }
    // Exactly, not as part of another name.
    assert_eq!(ResponseCode::naming_method("accounts").count(), 0);
}

#[test]
fn all_is_sorted_has_distinct_names_and_goes_both_ways() {
    assert!(ResponseCode::ALL.is_sorted_by(|left, right| left < right));
    let names: HashSet<_> = ResponseCode::all().map(ResponseCode::name).collect();
    assert_eq!(names.len(), ResponseCode::ALL.len());

    let mut codes = ResponseCode::all();
    let known = ResponseCode::ALL.len();
    assert_eq!(codes.next(), Some(ResponseCode::ALL[0]));
    assert_eq!(codes.next_back(), Some(ResponseCode::ALL[known - 1]));
    assert_eq!(codes.nth(1), Some(ResponseCode::ALL[2]));
    assert_eq!(codes.nth_back(1), Some(ResponseCode::ALL[known - 3]));
    assert_eq!(codes.len(), known - 6);
    assert_eq!(codes.nth(known), None);
    assert_eq!(codes.next(), None);
}

#[test]
fn a_code_prints_on_one_line() {
    let check = |number, display, debug| {
        let code = ResponseCode::new(number);
        assert_eq!(
            [format!("{code}"), format!("{code:?}"), format!("{code:#?}")],
            [display, debug, debug]
        );
    };
    check(403042, "403042 Invalid loginID", "INVALID_LOGIN_ID(403042)");
    check(0, "0 SUCCESS", "SUCCESS(0)");
    check(987654, "987654", "ResponseCode(987654)");
    check(u32::MAX, "4294967295", "ResponseCode(4294967295)");
    assert_eq!(
        format!("[{:*^12.9}]", ResponseCode::SUCCESS),
        "[*0 SUCCESS**]"
    );
}

#[test]
fn text_that_is_not_a_code_says_why() {
    let check = |text: &str, why| {
        let error = text.parse::<ResponseCode>().unwrap_err();
        assert_eq!(error.to_string(), why, "{text:?}");
    };
    check("", "empty text where a response code was expected");
    for too_large in ["4294967296", "99999999999999999999999999"] {
        check(
            too_large,
            "number too large for a response code, which has 32 bits",
        );
    }
    for text in [
        "-1",
        "+403042",
        " 403042",
        "403042\n",
        "403042.0",
        "0x62642",
        "٤٠٣٠٤٢",
        "invalid_login_id",
        "Invalid loginID",
        "403042 Invalid loginID",
    ] {
        check(
            text,
            "neither a response code, such as `403042`, nor the name of one, such as `INVALID_LOGIN_ID`",
        );
    }
    assert_eq!("000403042".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
}

#[test]
fn a_code_is_its_number() {
    let code = ResponseCode::INVALID_LOGIN_ID;
    assert_eq!(code, 403042);
    assert_eq!(403042, code);
    assert_eq!(i32::try_from(code), Ok(403042));
    assert!(i32::try_from(ResponseCode::new(u32::MAX)).is_err());
    assert_eq!(ResponseCode::try_from(403042_i32), Ok(code));
    assert!(ResponseCode::try_from(-1_i32).is_err());
    assert!(ResponseCode::try_from(-1_i64).is_err());
    assert!(ResponseCode::try_from(1_i64 << 32).is_err());
    assert!(ResponseCode::try_from(1_u64 << 32).is_err());
    assert_eq!(ResponseCode::default(), ResponseCode::SUCCESS);
}

#[test]
fn every_look_up_is_const_and_constants_are_patterns() {
    const CODE: ResponseCode = ResponseCode::GONE;
    const NAME: &str = CODE.name().unwrap();
    const PARSED: Option<ResponseCode> = ResponseCode::from_name(NAME);
    const _: () = assert!(CODE.as_u32() == 410000 && CODE.is_known() && CODE.is_error());
    const _: () = assert!(!CODE.is_success() && !CODE.is_informational());
    const _: () = assert!(ResponseCode::SUCCESS.is_documented());
    const _: () = assert!(!CODE.is_retryable() && !CODE.is_effect_unknown());
    const _: () = assert!(!CODE.is_interruption() && CODE.interruption().is_none());
    const _: (Option<&str>, Option<&str>) = (CODE.message(), CODE.description());
    const _: (&[&str], Option<Provenance>) = (CODE.methods(), CODE.provenance());
    const _: [&str; 2] = [CODE.class().as_str(), CODE.remedy().actor().as_str()];
    assert!(matches!(PARSED, Some(ResponseCode::GONE)));
    assert_eq!(size_of::<ResponseCode>(), 4);
    let map = BTreeMap::from([(CODE, 1), (ResponseCode::SUCCESS, 2)]);
    assert_eq!(map.into_values().collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn a_code_can_be_returned_as_an_error() {
    fn check<T: Error + Send + Sync + 'static>() {}
    check::<ResponseCode>();
    check::<gigya_codes::ParseResponseCodeError>();
    check::<gigya_codes::ParseLabelError>();
    let failed = || -> Result<(), Box<dyn Error>> { Err(ResponseCode::GONE)? };
    assert_eq!(failed().unwrap_err().to_string(), "410000 Gone");
}

#[test]
fn labels_are_distinct_kebab_case_and_read_back() {
    fn check<T>(all: &[T], first: &str)
    where
        T: AsRef<str> + Copy + Debug + FromStr<Err: Debug> + PartialEq + ToString,
    {
        for variant in all {
            let label = variant.as_ref();
            assert_eq!(label.parse::<T>().unwrap(), *variant);
            assert_eq!(variant.to_string(), label);
            assert!(
                label
                    .bytes()
                    .all(|byte| byte == b'-' || byte.is_ascii_lowercase())
            );
            // `CorrectInput` is `correct-input`.
            let squeezed = label.replace('-', "");
            assert_eq!(squeezed, format!("{variant:?}").to_lowercase());
        }
        assert_eq!(all[0].as_ref(), first);
        assert!("Error".parse::<T>().is_err() && "".parse::<T>().is_err());
    }
    check(Remedy::ALL, "retry");
    check(Actor::ALL, "program");
    check(Interruption::ALL, "complete-profile");
    check(Class::ALL, "success");
    check(Provenance::ALL, "documented");
    assert_eq!(
        "later".parse::<Remedy>().unwrap_err().to_string(),
        "not a label of `Remedy`"
    );
    assert_eq!(
        format!("[{:>6}|{:<8}]", Remedy::Wait, Class::Error),
        "[  wait|error   ]"
    );
}

#[cfg(feature = "serde")]
#[test]
fn serde_reads_and_writes_labels() {
    let json = serde_json::to_string(Remedy::ALL).unwrap();
    assert!(json.starts_with(r#"["retry","throttle","retry-if-idempotent","#));
    assert_eq!(
        serde_json::from_str::<Vec<Remedy>>(&json).unwrap(),
        Remedy::ALL
    );
    let error = serde_json::from_str::<Remedy>(r#""later""#).unwrap_err();
    assert!(error.to_string().starts_with("not a label of `Remedy`"));
    let bytes = postcard::to_stdvec(&Interruption::Finalize).unwrap();
    assert_eq!(postcard::from_bytes(&bytes), Ok(Interruption::Finalize));
}

#[test]
fn an_interruption_names_the_method_that_goes_on() {
    let names = |step: &Interruption| step.next_method().map(|method| (step.as_str(), method));
    let methods: Vec<_> = Interruption::ALL.iter().filter_map(names).collect();
    assert_eq!(
        methods,
        [
            ("complete-profile", "accounts.setAccountInfo"),
            ("link-accounts", "accounts.getConflictingAccount"),
            ("register-second-factor", "accounts.tfa.getProviders"),
            ("pass-second-factor", "accounts.tfa.getProviders"),
            ("finalize", "accounts.finalizeRegistration"),
        ]
    );
}
