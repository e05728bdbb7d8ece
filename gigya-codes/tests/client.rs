//! `examples/client`, end to end: over HTTP, on the loopback interface.

#![cfg(feature = "json")]

#[path = "../examples/client/client.rs"]
mod client;
#[path = "../examples/client/login.rs"]
mod login;
#[path = "../examples/client/server.rs"]
mod server;

#[test]
fn every_answer_is_dealt_with() {
    let server = server::start().unwrap();
    let client = client::Client::new(server.url());
    let mut out = Vec::new();
    login::everybody(&client, &mut out).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        "\
ann logs in
  welcome, 9f1c2b7d
ann logs in
  please try again: 403042 Invalid loginID: invalid loginID or password (callId c3a0)
busy logs in
  in 5ms again: 403048 API Rate Limit Exceeded: Api rate limit exceeded (callId c5a0)
  welcome, 9f1c2b7d
gateway logs in
  in 5ms again: the body is HTML (53 bytes): 502 Bad Gateway
  welcome, 9f1c2b7d
pending logs in
  one more step: 206001 Account pending registration: Missing required fields: profile.zip (callId c4a0)
  profile.zip: must be five digits [400006 Invalid parameter value]
  welcome, 9f1c2b7d
gone logs in
  in 5ms again: the body is HTML (53 bytes): 502 Bad Gateway
  in 10ms again: the body is HTML (53 bytes): 502 Bad Gateway
  in 20ms again: the body is HTML (53 bytes): 502 Bad Gateway
  sorry: the body is HTML (53 bytes): 502 Bad Gateway
"
    );
}
