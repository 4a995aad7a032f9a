"""Login: does the store let this key in, and how does it say no?"""

from collections.abc import Iterable

from cartcheck.dialects.dialect import LoginOutcome
from cartcheck.dialects.traits import Traits
from cartcheck.errors import NotReached
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.findings.finding_type import Example, FindingType
from cartcheck.findings.judging import NotApplicable, applying, check, in_thorough_runs
from cartcheck.observations.answers import LoginAnswer, OtherFamily
from cartcheck.observations.recognition import Recognition

ORDER = 20  # among the subjects of a report

BAD_CREDENTIALS = FindingType(
    id="login.bad-credentials",
    level=Level.ERROR,
    summary="The store does not know these credentials, or the API user is disabled.",
    cause=(
        "The login answers exactly what it answers to a {secret} that is wrong on purpose. In this generation that is "
        "{wrong_key}."
    ),
    remedy=(
        "Open System > Users > API in the shop's admin and edit the user {username}.",
        "Set Status to Enabled.",
        "Copy the {secret} again, without line breaks, or press Generate and save; then give it to the program.",
    ),
    source="OpenCart 2.0.3.1–4.0.2.3, catalog/controller/api/login.php, api/account/login.php; measured",
    versions="2.0.0.0–4.0.2.3",
    confidence=0.95,
    alternatives=(
        "The username is spelled differently in the shop: it must be the API user's, not an admin's.",
        "The user is disabled: from outside this looks the same as a wrong key.",
        "The key belongs to another shop, or was made for the OpenCart marketplace.",
    ),
    precedence=10,
    examples=(
        Example(key="not-the-key-of-this-store"),
        Example(username="nobody"),
        Example(control=({"api_user_enabled": False},)),
        Example(opencart="3.0.3.0", key="not-the-key-of-this-store"),
    ),
)

IP_NOT_LISTED = FindingType(
    id="login.ip-not-listed",
    level=Level.ERROR,
    summary="The key is right, but the store does not allow your address {address}.",
    cause="{not_listed}",
    remedy=(
        "Open {address_list}.",
        "Add {address} exactly as it stands here: the comparison is by text, without ranges or wildcards.",
        "If this is not the address you expected, call from a machine or VPN whose address stays the same.",
    ),
    answer="my-address-changes",
    source="OpenCart 2.2.0.0–4.0.2.3, catalog/controller/api/login.php, api/account/login.php; measured",
    versions="2.2.0.0–4.0.2.3",
    confidence=0.98,
    alternatives=(
        "The list is empty, as after a fresh install: then nobody may log in.",
        "The address is that of a proxy or CDN in front of the shop: then the web server must pass on the real one.",
    ),
    precedence=10,
    examples=(
        Example(control=({"whitelist": []},)),
        Example(opencart="3.0.3.0", control=({"whitelist": ["192.0.2.7"]},)),
        Example(opencart="3.0.3.9", control=({"whitelist": []},), faults=("store-language",)),
    ),
)

OTHER_FAMILY_LISTED = FindingType(
    id="login.ip-listed-for-other-family",
    level=Level.ERROR,
    summary="The store allows this machine over {other}, and calls leave over {usual}.",
    cause=(
        "The same login was refused over {usual}, for the address {address}, and granted over {other}. The shop's name has "
        "addresses of both families; a program takes the one that its system prefers, and only one is in the list."
    ),
    remedy=(
        "Open {address_list}.",
        "Add {address} exactly as it stands here, beside the address that is listed already.",
        "Let the program call over {other} alone, if only that address stays the same (curl: -4 or -6).",
    ),
    answer="my-address-changes",
    source="OpenCart 3.0.5.1, catalog/controller/api/login.php: addresses are compared as text",
    versions="2.1.0.0–4.0.2.3",
    precedence=9,
)

IP_NOT_LISTED_BY_SHOP = FindingType(
    id="login.ip-not-listed-by-shop",
    level=Level.ERROR,
    summary="The shop's own API user does not list your address {address}.",
    cause="{not_listed} Whether the key is right is not known yet.",
    remedy=(
        "Open System > Settings > your store > tab Option and see which API User is chosen.",
        "Open System > Users > API, edit that user, tab IP Addresses, and add {address} exactly as it stands here.",
        "Add it to the user whose key you use as well, if it is another: calls look into that list.",
    ),
    answer="my-address-changes",
    source="OpenCart 2.1.0.2, catalog/controller/api/login.php; measured",
    versions="2.1.0.0–2.1.0.2",
    alternatives=("The address is that of a proxy or CDN in front of the shop.",),
    precedence=10,
)

STRAY_BLANKS = FindingType(
    id="login.key-has-stray-blanks",
    level=Level.ERROR,
    summary="The {secret} was given with blanks around it; without them it is right.",
    cause=(
        "This version compares what it gets with the stored {secret} without trimming it, and answers as for any wrong "
        "one: {wrong_key}."
    ),
    remedy=(
        "Take the blanks and line breaks away where the program keeps the {secret}.",
        "Read the {secret} with a trim, for instance when it comes from a file.",
    ),
    source="OpenCart 3.0.4.1, system/library/request.php; trimmed from 3.0.5.0 on",
    versions="2.0.1.0–3.0.4.1",
    precedence=8,
    examples=(Example(opencart="3.0.3.9", key=" {key}"), Example(opencart="3.0.4.1", key="\t{key}\n")),
)

BROKEN_RELEASE = FindingType(
    id="login.broken-release",
    level=Level.ERROR,
    summary="Nobody can log in to this release: its login is broken.",
    cause="{why}",
    remedy=("Upgrade the shop to OpenCart {upgrade}.",),
    source="OpenCart 3.0.2.0, catalog/model/account/api.php; 4.0.0.0, catalog/controller/api/account/login.php",
    versions="3.0.0.0–3.0.2.0, 4.0.0.0",
    precedence=6,
    examples=(Example(opencart="3.0.2.0"),),
)

BROKEN_ANSWER = FindingType(
    id="login.broken-answer",
    level=Level.ERROR,
    summary="The login does not answer as OpenCart does: {said}.",
    cause="The answer to the login is not the API's own: {said}.",
    remedy=(
        "Look at the exchange below and find out who wrote it: OpenCart, an extension or a server in front.",
        "Open System > Maintenance > Error Logs in the shop's admin.",
    ),
    source="catalog/controller/api/login.php (4.0: api/account/login.php) answers a token or one of two refusals",
    confidence=0.9,
    precedence=12,
    examples=(Example(faults=("truncated-login",)),),
)

WRONG_KEY_ACCEPTED = FindingType(
    id="login.wrong-key-accepted",
    level=Level.ERROR,
    summary="The store lets a made-up key in.",
    cause="A {secret} nobody has opened an API session: the login no longer checks it.",
    remedy=(
        "Restore the login (catalog/controller/api/) and catalog/model/account/api.php from the release.",
        "Remove extensions that promise to disable API checks.",
    ),
    source="OpenCart 3.0.5.1, catalog/model/account/api.php compares username and key",
    precedence=3,
    examples=(Example(faults=("any-key",)),),
)

WRONG_USERNAME_ACCEPTED = FindingType(
    id="login.wrong-username-accepted",
    level=Level.WARNING,
    summary="The store lets the right key in under any username.",
    cause="A username nobody has opened an API session: the login no longer checks it.",
    remedy=("Restore catalog/model/account/api.php from the release: 3.0.3.0 and newer compare both.",),
    source="OpenCart 3.0.5.1, catalog/model/account/api.php compares username and key",
    precedence=20,
    examples=(Example(faults=("any-username",)),),
)

SILENT_NO = FindingType(
    id="login.silent-no",
    level=Level.ADVICE,
    summary="A wrong key is answered with HTTP 200 and [], not with an error.",
    cause="The branch that would report a wrong key is never reached, so the answer is an empty map, printed as [].",
    remedy=("Let the program test for the token itself: no {token} in the answer means the login failed.",),
    source="OpenCart 3.0.5.1, catalog/controller/api/login.php; measured on 3.0.3.9 and 3.0.5.1",
    versions="2.2.0.0–3.0.5.1",
)

FORM_ONLY = FindingType(
    id="login.form-only",
    level=Level.ADVICE,
    summary="Only a POSTed form is read: JSON or a GET looks like a wrong key.",
    cause="PHP fills $_POST from form bodies of POST requests only, and OpenCart reads nothing else.",
    remedy=("Send {fields} as application/x-www-form-urlencoded or multipart/form-data, by POST.",),
    source="OpenCart 3.0.5.1, system/library/request.php; measured on 3.0.3.9 and 3.0.5.1",
    versions="all with a login",
    in_check_only=True,
)

FORM_NOT_READ = FindingType(
    id="login.form-not-read",
    level=Level.ERROR,
    summary="The login does not read a POSTed form; {how} the same {secret} is let in.",
    cause=(
        "Every OpenCart with a login reads the {secret} from a POSTed form. Here something else answers the login: an "
        "extension, a controller of the shop's own, or an edge that changes what it passes on."
    ),
    remedy=(
        "Send the login {how} in the program, if the shop is to stay as it is.",
        "Restore catalog/controller/api/ from the release otherwise, and disable the extension that replaces the login.",
    ),
    source="OpenCart 3.0.5.1, system/library/request.php: $_POST is filled from forms only",
    versions="none; a change of the shop's own",
    precedence=9,
    examples=(
        Example(faults=("login-by-json-only",)),
        Example(opencart="4.0.2.3", faults=("login-by-json-only",)),
    ),
)


def _must_have_been_judged(answer: LoginAnswer) -> None:
    """NotReached where the login broke: that lets nobody in, and is no refusal either."""
    if answer.reading.outcome is LoginOutcome.BROKEN:
        raise NotReached(f"The login did not come so far as to judge: {answer.reading.reading.said}.")


def _shown(answer: LoginAnswer) -> Evidence:
    return Evidence(f"A login {answer.how} answers: {_said(answer)}.", answer.exchange)


def _said(answer: LoginAnswer) -> str:
    return (
        str(answer.reading.outcome)
        if answer.reading.outcome is not LoginOutcome.BROKEN
        else answer.reading.reading.said
    )


@check
def test_given_key_is_accepted(
    login: LoginAnswer,
    login_without_stray_blanks: LoginAnswer | None,
    login_otherwise: LoginAnswer | None,
    login_over_other_family: LoginAnswer | None,
    address_families: OtherFamily | None,
    login_with_wrong_key: LoginAnswer,
    recognition: Recognition,
    traits: Traits,
    username: str,
) -> Iterable[Finding]:
    """The store opens an API session for these credentials, from this address."""
    facts = _facts(traits, username) | {
        "address": login.reading.address or "(it did not say which)",
        "said": _said(login),
    }
    trimmed = login_without_stray_blanks
    if trimmed and trimmed.reading.outcome is not LoginOutcome.BAD_CREDENTIALS:
        yield STRAY_BLANKS.found(_shown(login), _shown(trimmed), facts=facts)
    elif login_otherwise and login_otherwise.granted:
        facts["how"] = login_otherwise.how
        yield FORM_NOT_READ.found(_shown(login), _shown(login_otherwise), facts=facts)
    elif login.reading.outcome is LoginOutcome.BAD_CREDENTIALS:
        yield BAD_CREDENTIALS.found(_shown(login), _shown(login_with_wrong_key), facts=facts)
    elif login_over_other_family and login_over_other_family.granted and address_families:
        facts |= {"usual": address_families.usual, "other": address_families.other}
        yield OTHER_FAMILY_LISTED.found(_shown(login), _shown(login_over_other_family), facts=facts)
    elif login.reading.outcome is LoginOutcome.ADDRESS_NOT_LISTED:
        kind = IP_NOT_LISTED_BY_SHOP if traits.address_first else IP_NOT_LISTED
        yield kind.found(_shown(login), _shown(login_with_wrong_key), facts=facts)
    elif login.reading.outcome is LoginOutcome.BROKEN:
        if _is_broken_release(recognition):
            raise NotReached("The login of this release is broken, so the key could not be tried.")
        yield BROKEN_ANSWER.found(_shown(login), facts=facts)


@check
def test_release_has_a_login_that_works(recognition: Recognition) -> Iterable[Finding]:
    """The version that runs here can let anybody in at all."""
    if recognition.dialect is None:
        raise NotReached("The store was not recognised, so this was not asked.")
    broken = recognition.dialect.traits.broken_login
    if broken and _is_broken_release(recognition):
        shown = Evidence(" ".join(recognition.evidence), recognition.exchanges[0])
        yield BROKEN_RELEASE.found(shown, facts={"why": broken.why, "upgrade": broken.upgrade})


def _is_broken_release(recognition: Recognition) -> bool:
    broken = recognition.dialect.traits.broken_login if recognition.dialect else None
    return broken is not None and recognition.must_be(broken.first, broken.last)


def _facts(traits: Traits, username: str) -> dict[str, str]:
    """What a generation says in the texts above."""
    return {
        "username": username,
        "secret": traits.secret,
        "fields": " and ".join(traits.fields),
        "token": traits.token,
        "wrong_key": traits.wrong_key,
        "not_listed": traits.not_listed,
        "address_list": traits.address_list.format(username=username),
    }


@check
def test_wrong_key_is_refused(login_with_wrong_key: LoginAnswer, traits: Traits) -> Iterable[Finding]:
    """A key that nobody has opens nothing, and the program can see that."""
    _must_have_been_judged(login_with_wrong_key)
    if login_with_wrong_key.granted:
        yield WRONG_KEY_ACCEPTED.found(_shown(login_with_wrong_key), facts=_facts(traits, ""))
    elif login_with_wrong_key.reading.reading.data == []:
        yield SILENT_NO.found(_shown(login_with_wrong_key), facts=_facts(traits, ""))


@check
def test_wrong_username_is_refused(
    login: LoginAnswer, login_with_wrong_username: LoginAnswer, login_with_wrong_key: LoginAnswer
) -> Iterable[Finding]:
    """The right key does not work under another name."""
    if login_with_wrong_key.granted:
        raise NotApplicable("The store lets any key in, so the username tells nothing.")
    if not (login.granted or login_with_wrong_username.granted):
        raise NotReached("The key is not let in under the right username either.")
    _must_have_been_judged(login_with_wrong_username)
    if login_with_wrong_username.granted:
        yield WRONG_USERNAME_ACCEPTED.found(_shown(login_with_wrong_username))


@check
def test_missing_fields_are_refused(login_without_fields: LoginAnswer, traits: Traits) -> Iterable[Finding]:
    """A login without fields opens nothing."""
    _must_have_been_judged(login_without_fields)
    if login_without_fields.granted:
        yield WRONG_KEY_ACCEPTED.found(_shown(login_without_fields), facts=_facts(traits, ""))


@check
@applying(in_thorough_runs)
def test_only_a_posted_form_is_read(
    login: LoginAnswer,
    login_by_json: LoginAnswer,
    login_by_get: LoginAnswer,
    login_with_wrong_key: LoginAnswer,
    traits: Traits,
) -> Iterable[Finding]:
    """The key is read from a POSTed form, and not from JSON or by GET."""
    if login_with_wrong_key.granted:
        raise NotApplicable("The store lets any key in, so nothing shows where it was read from.")
    if not login.granted:
        raise NotReached("The key is not let in by a POSTed form either.")
    if not (login_by_json.granted or login_by_get.granted):
        yield FORM_ONLY.found(_shown(login_by_json), _shown(login_by_get), facts=_facts(traits, ""))
