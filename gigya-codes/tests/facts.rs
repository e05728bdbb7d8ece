//! What is known about single codes, and how codes behave as values.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Debug;
use std::str::FromStr;

use gigya_codes::{Class, Interruption, ParseError, Provenance, Remedy, ResponseCode};

const UNKNOWN: ResponseCode = ResponseCode::new(987654);

fn all() -> impl DoubleEndedIterator<Item = ResponseCode> {
    ResponseCode::ALL.iter().copied()
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

/// What the documentation of each remedy promises about repeating.
#[test]
fn only_a_refused_or_harmless_call_is_repeated() {
    for remedy in Remedy::ALL.iter().copied() {
        let may_repeat = [false, true].map(|is_idempotent| remedy.may_repeat(is_idempotent));
        let expected = match remedy {
            Remedy::Retry | Remedy::Throttle => [true, true],
            Remedy::RetryIfIdempotent => [false, true],
            _ => [false, false],
        };
        assert_eq!(may_repeat, expected, "{remedy}");
        // What is repeated although doing it twice is not harmless was refused.
        assert!(
            !may_repeat[0] || !remedy.may_have_taken_effect(),
            "{remedy}"
        );
    }
    for number in [400124, 400125, 403120, 503001] {
        assert_eq!(ResponseCode::new(number).remedy(), Remedy::Wait, "{number}");
    }
}

#[test]
fn an_interruption_is_known_exactly_where_the_remedy_is_to_resume() {
    for code in all() {
        let resumes = code.remedy() == Remedy::ResumeFlow;
        assert_eq!(code.interruption().is_some(), resumes, "{code}");
    }
    assert_eq!(UNKNOWN.interruption(), None);
}

#[test]
fn documented_codes_have_a_message_except_success() {
    let documented = all().filter(|code| code.provenance() == Some(Provenance::Documented));
    let silent = documented.filter(|code| code.message().is_none());
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
fn methods_are_those_that_descriptions_name() {
    for code in all() {
        assert!(code.methods().is_sorted_by(|left, right| left < right));
        for method in code.methods() {
            assert!(code.description().unwrap().contains(method), "{method}");
        }
    }
}

#[test]
fn all_is_sorted_has_distinct_names_and_goes_both_ways() {
    assert!(ResponseCode::ALL.is_sorted_by(|left, right| left < right));
    let names: HashSet<_> = all().map(ResponseCode::name).collect();
    assert_eq!(names.len(), ResponseCode::ALL.len());
}

#[test]
fn a_code_prints_on_one_line() {
    let check = |number, display: &str, debug: &str| {
        let code = ResponseCode::new(number);
        assert_eq!(
            [format!("{code}"), format!("{code:?}"), format!("{code:#?}")],
            [display, debug, debug]
        );
    };
    let message = ResponseCode::INVALID_LOGIN_ID.message().unwrap();
    let line = format!("403042 {message}");
    check(403042, &line, "INVALID_LOGIN_ID(403042)");
    check(0, "0 SUCCESS", "SUCCESS(0)");
    check(987654, "987654", "ResponseCode(987654)");
    check(u32::MAX, "4294967295", "ResponseCode(4294967295)");
    assert_eq!(
        format!("[{:*^12.9}]", ResponseCode::SUCCESS),
        "[*0 SUCCESS**]"
    );
}

#[test]
fn a_code_is_read_from_a_number_a_line_or_a_name() {
    let code = ResponseCode::INVALID_LOGIN_ID;
    for text in [
        "403042",
        "000403042",
        "403042 ",
        "403042 Invalid loginID",
        "INVALID_LOGIN_ID",
    ] {
        assert_eq!(text.parse(), Ok(code), "{text}");
    }
    assert_eq!(
        ResponseCode::SUCCESS.to_string().parse(),
        Ok(ResponseCode::SUCCESS)
    );
    for text in [
        "",
        "4294967296",
        "99999999999999999999999999",
        "-1",
        "+403042",
        " 403042",
        "403042\n",
        "403042.0",
        "403042: Invalid loginID",
        "0x62642",
        "٤٠٣٠٤٢",
        "invalid_login_id",
        "INVALID_LOGIN_ID ",
        "Invalid loginID",
    ] {
        assert_eq!(
            text.parse::<ResponseCode>().unwrap_err().to_string(),
            "not a `ResponseCode`, which is an integer from 0 to 4294967295, such as 403042, or \
             the name of a constant, such as INVALID_LOGIN_ID",
            "{text}"
        );
    }
}

#[test]
fn a_code_is_its_number() {
    let code = ResponseCode::INVALID_LOGIN_ID;
    assert_eq!(code, 403042);
    assert_eq!(u32::from(code), 403042);
    assert_eq!(ResponseCode::from(403042), code);
}

#[test]
fn every_look_up_is_const_and_constants_are_patterns() {
    const CODE: ResponseCode = ResponseCode::GONE;
    const NAME: &str = CODE.name().unwrap();
    const PARSED: Option<ResponseCode> = ResponseCode::from_name(NAME);
    const _: () = assert!(CODE.as_u32() == 410000 && CODE.is_known());
    const _: () = assert!(CODE.interruption().is_none() && !CODE.remedy().may_repeat(true));
    const _: () = assert!(!CODE.remedy().may_have_taken_effect());
    const _: (Option<&str>, Option<&str>) = (CODE.message(), CODE.description());
    const _: (&[&str], Option<Provenance>) = (CODE.methods(), CODE.provenance());
    const _: [&str; 2] = [CODE.class().as_str(), CODE.remedy().as_str()];
    assert!(matches!(PARSED, Some(ResponseCode::GONE)));
    assert_eq!(size_of::<ResponseCode>(), 4);
    let map = BTreeMap::from([(CODE, 1), (ResponseCode::SUCCESS, 2)]);
    assert_eq!(map.into_values().collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn labels_are_distinct_kebab_case_and_read_back() {
    fn check<T>(all: &[T], first: &str)
    where
        T: Copy + Debug + FromStr<Err = ParseError> + PartialEq + ToString,
    {
        for variant in all {
            let label = variant.to_string();
            assert_eq!(label.parse::<T>().unwrap(), *variant);
            assert!(
                label
                    .bytes()
                    .all(|byte| byte == b'-' || byte.is_ascii_lowercase())
            );
            // `CorrectInput` is `correct-input`.
            let squeezed = label.replace('-', "");
            assert_eq!(squeezed, format!("{variant:?}").to_lowercase());
        }
        assert_eq!(all[0].to_string(), first);
        assert!("Error".parse::<T>().is_err() && "".parse::<T>().is_err());
    }
    check(Remedy::ALL, "retry");
    check(Interruption::ALL, "complete-profile");
    assert_eq!(
        "later".parse::<Interruption>().unwrap_err().to_string(),
        "no label of `Interruption`, which has complete-profile, verify-login-id, link-accounts, \
         register-second-factor, pass-second-factor, choose-password, solve-captcha, finalize"
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
    let expected = r#""later" is no label of `Remedy`, which has retry, throttle, "#;
    assert!(error.to_string().starts_with(expected), "{error}");
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
