using Microsoft.AspNetCore.Mvc;

namespace RemoteAssist.Gateway.Api;

/// <summary>Every refusal of the HTTP interface: a stable code for programs, and words that say what was wrong and what is allowed.</summary>
internal static class Problems
{
    internal static IResult BadRequest(string detail) => Make(400, "bad_request", "The request has a value that is not allowed.", detail);

    internal static IResult NotSignedIn() => Make(401, "not_signed_in", "You are not signed in.", "Sign in with POST /api/v1/sign-in, or open a sign-in link.");

    internal static IResult SignInFailed() => Make(401, "sign_in_failed", "Signing in failed.", "The contact center, the e-mail address or the password is wrong.");

    internal static IResult LinkNotValid() => Make(401, "link_not_valid", "The sign-in link does not work.", "It is wrong, used or expired. Ask for a new one, or sign in with your password.");

    internal static IResult TicketNotValid() => Make(
        401, "ticket_not_valid", "The ticket does not work.",
        "It is missing, wrong, used, expired or for another role. Ask for a new one and send it as the subprotocol 'ticket.{ticket}'.");

    internal static IResult OperatorOnly() => Make(401, "operator_only", "This is for the operator.", "Send the header Authorization with 'Bearer ' and the key of Operator:Key.");

    internal static IResult TenantExists() => Make(409, "tenant_exists", "There is or was such a contact center.", "Choose another id; ids are never used again.");

    internal static IResult SettingsChanged() => Make(412, "settings_changed", "The settings have been changed since.", "Read them again, then change them.");

    internal static IResult OriginNotAllowed(string own) => Make(
        403, "origin_not_allowed", "The Origin is not allowed.", $"Send the header Origin with '{own}' or another one that Gateway:Origins allows.");

    internal static IResult NotAllowed(string detail) => Make(403, "not_allowed", "This is not allowed.", detail);

    internal static IResult NotFound() => Make(404, "not_found", "There is nothing under this address.", "See /openapi/v1.json for what there is.");

    internal static IResult SessionNotFound() => Make(404, "session_not_found", "There is no such session.", "The session's id is wrong, or the session is not one of your contact center's.");

    internal static IResult AccountNotFound() => Make(404, "account_not_found", "There is no such account.", "Name an agent of your contact center by their e-mail address.");

    internal static IResult KeyNotFound() => Make(404, "key_not_found", "There is no such key.", "It was revoked, has expired, or never was.");

    internal static IResult TooManyKeys() => Make(409, "too_many_keys", "There are too many keys.", "Revoke one that is not used any more.");

    internal static IResult TenantNotFound() => Make(404, "tenant_not_found", "There is no such contact center.", "Check the address that you were given.");

    internal static IResult PinNotValid() => Make(404, "pin_not_valid", "This PIN does not work.", "Check the digits with the person who helps you, or ask for a new PIN.");

    internal static IResult NobodyKnocks() => Make(404, "nobody_knocks", "No such device waits.", "It gave up, waited too long, or has been answered already.");

    internal static IResult ResumeRefused() => Make(404, "resume_refused", "The session cannot be resumed.", "Join again with the PIN.");

    internal static IResult ProgramNotPublished(string platform) => Make(
        404, "program_not_published", "The program is not here.", $"No program for {platform} was published to Gateway:ProgramDirectory.");

    internal static IResult SessionEnded() => Make(410, "session_ended", "The session is over.", "Start a new session.");

    internal static IResult SessionFull() => Make(409, "session_full", "The session is full.", "As many people as a session can hold are present; try again when one has left.");

    internal static IResult WebSocketRequired() => Make(
        426, "websocket_required", "This address takes WebSockets only.", "Open a WebSocket with the subprotocols 'remoteassist.v1' and 'ticket.{ticket}'.");

    internal static IResult SubprotocolRequired() => Make(
        400, "subprotocol_required", "The WebSocket's subprotocol is missing.", "Offer the subprotocols 'remoteassist.v1' and 'ticket.{ticket}'.");

    internal static IResult TooManyAttempts(int seconds) => Make(429, "too_many_attempts", "Too many attempts.", $"Wait {seconds} s, then try again.");

    internal static IResult Unavailable() => Make(
        503, "unavailable", "The service cannot be reached right now.", "Nothing was lost. Try again in a few seconds.");

    internal static IResult PagesNotBuilt() => Make(
        503, "pages_not_built", "The pages are not here.", "The gateway was built without its pages; build the whole solution.");

    internal static IResult Make(int status, string code, string title, string detail) => Results.Problem(new ProblemDetails
    {
        Status = status,
        Title = title,
        Detail = detail,
        Extensions = { ["code"] = code },
    });
}
