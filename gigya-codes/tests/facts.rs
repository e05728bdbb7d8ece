//! What Gigya's page and the SDKs say of single codes, and what that makes of the API.

use std::collections::{BTreeMap, HashSet};
use std::error::Error;

use gigya_codes::{Class, Origin, Provenance, Remedy, ResponseCode};

const UNKNOWN: ResponseCode = ResponseCode::new(987654);

#[test]
fn a_code_that_everybody_meets() {
    let code = ResponseCode::INVALID_LOGIN_ID;
    assert_eq!(code.as_u32(), 403042);
    assert_eq!(code.name(), Some("INVALID_LOGIN_ID"));
    assert_eq!(code.message(), Some("Invalid loginID"));
    assert_eq!(code.class(), Class::Error);
    assert_eq!(code.origin(), Origin::Server);
    assert_eq!(code.remedy(), Remedy::CorrectInput);
    assert!(code.is_known() && code.is_error());
    assert!(!code.is_success() && !code.is_response());
    assert!(!code.is_retryable() && !code.is_interruption());
}

#[test]
fn a_retired_code() {
    let code = ResponseCode::PERMISSION_NOT_GRANTED;
    assert_eq!(code, 200003);
    assert_eq!(code.message(), Some("Permission not granted"));
    assert_eq!(code.provenance(), Some(Provenance::Retired));
    assert!(code.is_known() && !code.is_documented());
}

#[test]
fn an_observed_code() {
    let code = ResponseCode::ENTITY_EXISTS_CONFLICT;
    assert_eq!(code, 409003);
    assert_eq!(code.name(), Some("ENTITY_EXISTS_CONFLICT"));
    assert_eq!(code.message(), None);
    assert_eq!(code.description(), None);
    assert_eq!(code.provenance(), Some(Provenance::Observed));
    assert!(code.is_known() && !code.is_documented());
}

#[test]
fn an_unknown_code() {
    assert_eq!(UNKNOWN.as_u32(), 987654);
    assert_eq!(UNKNOWN.name(), None);
    assert_eq!(UNKNOWN.message(), None);
    assert_eq!(UNKNOWN.description(), None);
    assert_eq!(UNKNOWN.class(), Class::Error);
    assert_eq!(UNKNOWN.provenance(), None);
    assert_eq!(UNKNOWN.origin(), Origin::Server);
    assert_eq!(UNKNOWN.remedy(), Remedy::Unreviewed);
    assert!(UNKNOWN.methods().is_empty());
    assert!(!UNKNOWN.is_known() && !UNKNOWN.is_documented());
}

/// The predicates' documentation lists their codes; so does this.
#[test]
fn predicates_hold_for_the_codes_that_their_documentation_lists() {
    let retryable = [100001, 403048, 409030, 500001, 503001];
    let effect_unknown = [500026, 504001];
    let interruptions = [
        200009, 200010, 206001, 206002, 206003, 206005, 401020, 403043, 403100, 403101, 403102,
        409003,
    ];
    assert!(
        ResponseCode::all()
            .filter(|code| code.is_retryable())
            .eq(retryable.map(ResponseCode::new))
    );
    assert!(
        ResponseCode::all()
            .filter(|code| code.is_effect_unknown())
            .eq(effect_unknown.map(ResponseCode::new))
    );
    assert!(
        ResponseCode::all()
            .filter(|code| code.is_interruption())
            .eq(interruptions.map(ResponseCode::new))
    );
}

#[test]
fn documented_codes_come_with_words() {
    for code in ResponseCode::all() {
        assert_eq!(
            code.is_documented(),
            code.description().is_some(),
            "{code:?}"
        );
    }
    for code in ResponseCode::documented() {
        assert_eq!(code.provenance(), Some(Provenance::Documented), "{code:?}");
        assert_eq!(code.message().is_none(), code == 0, "{code:?}");
    }
}

#[test]
fn all_is_sorted_and_every_code_in_it_is_known_by_another_name() {
    assert!(ResponseCode::ALL.is_sorted_by(|left, right| left < right));
    let names: HashSet<_> = ResponseCode::all()
        .map(|code| code.name().unwrap())
        .collect();
    assert_eq!(names.len(), ResponseCode::ALL.len());
}

#[test]
fn classes_follow_the_rule_of_the_page_and_its_exceptions() {
    use Class::{Error, Response, Success};
    for (number, class) in [
        (0, Success),
        (1, Error),
        (100001, Error),
        (199999, Error),
        (200000, Response), // unknown
        (200009, Response),
        (200010, Error), // outside 20000x, and "this error is returned"
        (206001, Error),
        (206005, Response), // "not indicative of an error"
        (u32::MAX, Error),
    ] {
        assert_eq!(ResponseCode::new(number).class(), class, "{number}");
    }
    assert!(
        ResponseCode::by_class(Response)
            .all(|code| code == 206005 || (200000..=200009).contains(&code.as_u32()))
    );
}

#[test]
fn the_page_says_that_a_client_makes_three_codes_up() {
    for number in [405001, 500026, 504001] {
        assert_eq!(
            ResponseCode::new(number).origin(),
            Origin::Client,
            "{number}"
        );
    }
}

#[test]
fn remedies_that_the_evidence_makes_certain() {
    for (number, remedy) in [
        (0, Remedy::NothingToDo),
        (206001, Remedy::ResumeFlow),
        (403003, Remedy::FixRequest),
        (403011, Remedy::Reauthenticate),
        (403036, Remedy::FixSetup),
        (403042, Remedy::CorrectInput),
        (403048, Remedy::Retry),
    ] {
        assert_eq!(ResponseCode::new(number).remedy(), remedy, "{number}");
    }
    assert!(ResponseCode::API_RATE_LIMIT_EXCEEDED.is_retryable());
    assert!(ResponseCode::ACCOUNT_PENDING_REGISTRATION.is_interruption());
}

#[test]
fn predicates_agree_with_the_filters() {
    fn check(filter: impl Iterator<Item = ResponseCode>, predicate: fn(ResponseCode) -> bool) {
        assert!(filter.eq(ResponseCode::all().filter(|code| predicate(*code))));
    }
    check(ResponseCode::documented(), ResponseCode::is_documented);
    check(
        ResponseCode::by_class(Class::Success),
        ResponseCode::is_success,
    );
    check(
        ResponseCode::by_class(Class::Response),
        ResponseCode::is_response,
    );
    check(ResponseCode::by_class(Class::Error), ResponseCode::is_error);
    check(
        ResponseCode::by_remedy(Remedy::Retry),
        ResponseCode::is_retryable,
    );
    check(
        ResponseCode::by_remedy(Remedy::ResumeFlow),
        ResponseCode::is_interruption,
    );
}

#[test]
fn methods_are_those_that_descriptions_name() {
    for code in ResponseCode::all() {
        assert!(
            code.methods().is_sorted_by(|left, right| left < right),
            "{code:?}"
        );
        for method in code.methods() {
            assert!(
                code.description().unwrap().contains(method),
                "{code:?} {method}"
            );
            assert!(ResponseCode::by_method(method).any(|found| found == code));
        }
    }
    // Exactly, not as part of another name.
    assert_eq!(ResponseCode::by_method("accounts").count(), 0);
    assert_eq!(ResponseCode::by_method("").count(), 0);
}

#[test]
fn all_goes_both_ways_and_knows_its_length() {
    let mut codes = ResponseCode::all();
    let known = ResponseCode::ALL.len();
    assert_eq!(codes.len(), known);
    assert_eq!(codes.next(), ResponseCode::ALL.first().copied());
    assert_eq!(codes.next_back(), ResponseCode::ALL.last().copied());
    assert_eq!(codes.nth(1), Some(ResponseCode::ALL[2]));
    assert_eq!(codes.nth_back(1), Some(ResponseCode::ALL[known - 3]));
    assert_eq!(codes.len(), known - 6);
    assert!(
        codes
            .clone()
            .rev()
            .eq(ResponseCode::ALL[3..known - 3].iter().rev().copied())
    );
    assert_eq!(codes.nth(known), None);
    assert_eq!(codes.next(), None);
}

#[test]
fn display_is_one_line() {
    let cases = [
        (403042, "403042 Invalid loginID"),
        (0, "0 SUCCESS"),
        (409003, "409003 ENTITY_EXISTS_CONFLICT"),
        (200003, "200003 Permission not granted"),
        (987654, "987654"),
        (u32::MAX, "4294967295"),
    ];
    for (number, line) in cases {
        assert_eq!(ResponseCode::new(number).to_string(), line);
    }
}

#[test]
fn display_is_padded_and_cut_as_a_string() {
    // Its name is frozen and it has no message, so it always reads like this.
    let code = ResponseCode::SUCCESS;
    assert_eq!(format!("[{code:12}]"), "[0 SUCCESS   ]");
    assert_eq!(format!("[{code:>12}]"), "[   0 SUCCESS]");
    assert_eq!(format!("[{code:*^12}]"), "[*0 SUCCESS**]");
    assert_eq!(format!("[{code:.3}]"), "[0 S]");
    assert_eq!(format!("[{code:>5.3}]"), "[  0 S]");
    assert_eq!(format!("[{code:3}]"), "[0 SUCCESS]");
    assert_eq!(format!("[{UNKNOWN:>8}]"), "[  987654]");
}

#[test]
fn debug_is_short_in_both_styles() {
    assert_eq!(format!("{:?}", ResponseCode::GONE), "GONE(410000)");
    assert_eq!(format!("{:#?}", ResponseCode::GONE), "GONE(410000)");
    assert_eq!(format!("{UNKNOWN:?}"), "ResponseCode(987654)");
    assert_eq!(format!("{UNKNOWN:#?}"), "ResponseCode(987654)");
}

#[test]
fn what_is_no_code_says_why() {
    let why = |text: &str| text.parse::<ResponseCode>().unwrap_err().to_string();
    assert_eq!(why(""), "empty text where a response code was expected");
    for too_large in ["4294967296", "99999999999999999999999999"] {
        assert_eq!(
            why(too_large),
            "number too large for a response code, which has 32 bits"
        );
    }
    for text in [
        "-1",
        "+403042",
        " 403042",
        "403042\n",
        "403_042",
        "403042.0",
        "0x62642",
        "٤٠٣٠٤٢",
        "invalid_login_id",
        "INVALID_LOGIN_ID ",
        "Invalid loginID",
        "403042 Invalid loginID",
    ] {
        assert_eq!(
            why(text),
            "neither a response code, such as `403042`, nor the name of one, such as `INVALID_LOGIN_ID`",
            "{text:?}"
        );
    }
}

#[test]
fn zeros_in_front_are_digits_as_well() {
    assert_eq!("000403042".parse(), Ok(ResponseCode::INVALID_LOGIN_ID));
}

#[test]
fn a_code_is_its_number() {
    let code = ResponseCode::INVALID_LOGIN_ID;
    assert!(code == 403042);
    assert!(403042 == code);
    assert!(code != 403043);
    assert!(403043 != code);
    assert_eq!(u32::from(code), 403042);
    assert_eq!(u64::from(code), 403042);
    assert_eq!(i64::from(code), 403042);
    assert_eq!(ResponseCode::from(403042), code);
    assert_eq!(ResponseCode::try_from(403042_u64), Ok(code));
    assert_eq!(ResponseCode::try_from(403042_i64), Ok(code));
    assert_eq!(ResponseCode::try_from(403042_i32), Ok(code));
    assert!(ResponseCode::try_from(-1_i32).is_err());
    assert!(ResponseCode::try_from(-1_i64).is_err());
    assert!(ResponseCode::try_from(1_i64 << 32).is_err());
    assert!(ResponseCode::try_from(1_u64 << 32).is_err());
    assert_eq!(ResponseCode::default(), ResponseCode::SUCCESS);
}

#[test]
fn a_code_fits_where_numbers_fit() {
    static STATIC: ResponseCode = ResponseCode::GONE;
    const NAME: &str = STATIC_NAME.unwrap();
    const STATIC_NAME: Option<&str> = ResponseCode::new(410000).name();
    const PARSED: Option<ResponseCode> = ResponseCode::from_name(NAME);
    assert_eq!(PARSED, Some(STATIC));

    assert!(matches!(STATIC, ResponseCode::GONE));
    assert_eq!(size_of::<ResponseCode>(), 4);
    let map = BTreeMap::from([(ResponseCode::GONE, 1), (ResponseCode::SUCCESS, 2)]);
    assert_eq!(map.into_values().collect::<Vec<_>>(), [2, 1]);
}

#[test]
fn every_look_up_is_const() {
    const CODE: ResponseCode = ResponseCode::INVALID_LOGIN_ID;
    const _: () = assert!(CODE.as_u32() == 403042);
    const _: () = assert!(CODE.is_known() && CODE.is_error());
    const _: () = assert!(!CODE.is_success() && !CODE.is_response());
    const _: () = assert!(!CODE.is_retryable() && !CODE.is_interruption());
    const _: () = assert!(CODE.name().is_some() && CODE.provenance().is_some());
    const _: bool = CODE.is_documented();
    const _: Option<&str> = CODE.message();
    const _: Option<&str> = CODE.description();
    const _: &[&str] = CODE.methods();
    const _: &str = CODE.class().as_str();
    const _: &str = CODE.remedy().as_str();
    const _: &str = CODE.origin().as_str();
    const _: &[ResponseCode] = ResponseCode::ALL;
}

#[test]
fn everything_can_cross_threads() {
    fn check<T: Send + Sync + Unpin + 'static>() {}
    fn check_error<T: Error + Send + Sync + 'static>() {}
    check::<ResponseCode>();
    check::<Class>();
    check::<Remedy>();
    check::<Provenance>();
    check::<Origin>();
    check::<gigya_codes::Codes>();
    check_error::<gigya_codes::ParseResponseCodeError>();
}

#[test]
fn labels_are_kebab_case_and_print_padded() {
    let labels = [
        Class::Success.as_str(),
        Class::Response.as_str(),
        Class::Error.as_str(),
        Remedy::Retry.as_str(),
        Remedy::RetryIfIdempotent.as_str(),
        Remedy::Wait.as_str(),
        Remedy::ResumeFlow.as_str(),
        Remedy::Reauthenticate.as_str(),
        Remedy::Reroute.as_str(),
        Remedy::CorrectInput.as_str(),
        Remedy::AskUser.as_str(),
        Remedy::FixRequest.as_str(),
        Remedy::FixSetup.as_str(),
        Remedy::Report.as_str(),
        Remedy::ReadDetails.as_str(),
        Remedy::Refused.as_str(),
        Remedy::NothingToDo.as_str(),
        Remedy::Unreviewed.as_str(),
        Provenance::Documented.as_str(),
        Provenance::Retired.as_str(),
        Provenance::Observed.as_str(),
        Origin::Server.as_str(),
        Origin::Client.as_str(),
    ];
    assert_eq!(
        labels.join(" "),
        "success response error \
         retry retry-if-idempotent wait resume-flow reauthenticate reroute correct-input ask-user \
         fix-request fix-setup report read-details refused nothing-to-do unreviewed \
         documented retired observed server client"
    );
    assert_eq!(format!("[{:>9}]", Class::Error), "[    error]");
    assert_eq!(format!("[{:>9}]", Origin::Client), "[   client]");
    assert_eq!(format!("[{:>9}]", Provenance::Retired), "[  retired]");
    assert_eq!(format!("[{:>6}]", Remedy::Retry), "[ retry]");
}
