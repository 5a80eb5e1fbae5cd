use super::*;

fn ip(text: &str) -> IpAddr {
    text.parse().unwrap_or_else(|_| panic!("{text} is an address"))
}

#[test]
fn only_the_public_internet_is_public() {
    for closed in [
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.255.254",
        "169.254.169.254",
        "169.254.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.1",
        "192.0.2.7",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.19.255.255",
        "198.51.100.9",
        "203.0.113.5",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:8.8.8.8",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "100::1",
        "fc00::1",
        "fd00:ec2::254",
        "fdff::1",
        "fe80::1",
        "febf::1",
        "fec0::1",
        "ff02::1",
        "2001::1",
        "2001:0:4136:e378::1",
        "2001:10::1",
        "2001:20::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "3fff::1",
        "4000::1",
    ] {
        assert!(!is_public(ip(closed)), "{closed}");
        assert!(!may_connect(ip(closed), false), "{closed}");
    }
    for open in [
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.1",
        "192.167.255.255",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "168.63.129.17",
        "2606:4700:4700::1111",
        "2001:4860:4860::8888",
        "2a00:1450:4001::1",
        "2001:200::1",
        "3fff:1000::1",
    ] {
        assert!(is_public(ip(open)), "{open}");
    }
}

#[test]
fn in_development_this_machine_may_be_told_and_nothing_else_of_the_house() {
    for open in ["127.0.0.1", "127.9.9.9", "::1"] {
        assert!(may_connect(ip(open), true), "{open}");
    }
    for closed in ["10.0.0.1", "192.168.0.1", "169.254.169.254", "fe80::1", "::ffff:127.0.0.1", "0.0.0.0", "::"] {
        assert!(!may_connect(ip(closed), true), "{closed}");
    }
    for fine in [
        "http://127.0.0.1:9/x",
        "http://localhost:9/x",
        "http://[::1]:9/",
        "http://shop.localhost:9/",
        "https://localhost/",
    ] {
        assert!(target(fine, true).is_ok(), "{fine}");
        assert!(target(fine, false).is_err(), "{fine}");
    }
    for wrong in ["http://example.org/", "http://10.0.0.1/", "https://192.168.0.1/", "https://intranet/"] {
        assert!(target(wrong, true).is_err(), "{wrong}");
    }
}

#[test]
fn an_address_is_read_as_a_browser_reads_it_before_it_is_judged() {
    for closed in [
        "https://2130706433/",
        "https://0x7f000001/",
        "https://0177.0.0.1/",
        "https://127.1/",
        "https://127.0.0.1./",
        "https://0xa9fea9fe/latest/meta-data",
        "https://[::ffff:169.254.169.254]/",
        "https://[fd00:ec2::254]/",
        "https://①②⑦.⓪.⓪.①/",
        "https://LOCALHOST/",
        "https://localhost./",
        "https://a.localhost/",
        "https://printer.local/",
        "https://db.internal/",
        "https://postgres/",
        "https://router.lan./",
        "https://1.0.0.127.in-addr.arpa/",
    ] {
        assert_eq!(target(closed, false).unwrap_err(), PRIVATE, "{closed}");
    }
    for (wrong, said) in [
        ("example.org/hook", "not an address"),
        ("http://example.org/", "Use https"),
        ("ftp://example.org/", "begins with https"),
        ("file:///etc/passwd", "names no host"),
        ("gopher://example.org/", "begins with https"),
        ("https://ada:pw@example.org/", "name and password"),
        ("https://example.org/#x", "behind the #"),
        ("https://", "not an address"),
        ("https://exa mple.org/", "not an address"),
        ("https://example.org:99999/", "not an address"),
    ] {
        let refused = target(wrong, false).unwrap_err();
        assert!(refused.contains(said), "{wrong}: {refused}");
    }
    let fine = target("https://Hooks.Example.org:8443/in?key=1", false).unwrap();
    assert_eq!((fine.host.to_string().as_str(), fine.port, fine.tls), ("hooks.example.org", 8443, true));
    assert_eq!(target("https://example.org", false).unwrap().port, 443);
    assert_eq!(target("https://bücher.example/", false).unwrap().host.to_string(), "xn--bcher-kva.example");
}
