using System.Net;
using System.Text.Json;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>Decides what is wrong with an answer. Bodies are looked at before they are trusted: gateways answer HTML with any status.</summary>
internal static class ReplyJudge
{
    public static FhirReply Judge(FhirRequest request, FhirReply reply)
    {
        if ((int)reply.Status is >= 200 and < 300 && request.ExpectsResource)
        {
            (FhirProblem? problem, string? type) = JudgeBody(reply);
            return reply with { Problem = problem, RootType = type };
        }

        return reply with { Problem = JudgeStatus(request, reply) };
    }

    private static FhirProblem? JudgeStatus(FhirRequest request, FhirReply reply)
    {
        int status = (int)reply.Status;
        return status switch
        {
            304 when request.IfNoneMatch is not null => null,
            >= 200 and < 300 => null,
            401 => new FhirProblem(PullCodes.Unauthorized, "The server does not accept the credentials (401). Check the server's Authorization settings."),
            403 => new FhirProblem(PullCodes.Unauthorized, "The server denies access (403). Ask for the scope or role that reading needs."),
            404 => new FhirProblem(PullCodes.Gone, "The server does not have it (404)."),
            410 => new FhirProblem(PullCodes.Gone, "It was deleted at the server (410)."),
            429 => new FhirProblem(PullCodes.Throttled, "The server throttles this client (429). Try again later, or lower Limits:Concurrency.", Transient: true),
            >= 300 and < 400 => new FhirProblem(PullCodes.ServerError, $"The server redirects ({status}) to where this client may not or cannot follow. Give the final address as BaseUrl."),
            _ => JudgeError(status, OutcomeText.CodeOf(reply.Content)),
        };
    }

    private static FhirProblem JudgeError(int status, string? code)
    {
        bool transient = status is 408 or 425 or >= 500 and not 501 || OutcomeText.IsTransient(code);
        string named = code is null ? $"The server answered {status} without an OperationOutcome." : $"The server answered {status} ({code}).";
        return new FhirProblem(PullCodes.ServerError, named + " Ask for that part again, or look into the server's log.", transient);
    }

    private static (FhirProblem? Problem, string? Type) JudgeBody(FhirReply reply)
    {
        ReadOnlySpan<byte> body = reply.Content.Span;
        if (body.StartsWith("\uFEFF"u8))
        {
            body = body[3..];
        }

        body = body.Trim(" \t\r\n"u8);
        if (body.IsEmpty)
        {
            return (new FhirProblem(PullCodes.NotFhir, "The server answered with an empty body. Ask again, or check BaseUrl.", Transient: true), null);
        }

        if (body[0] != (byte)'{')
        {
            string what = body[0] == (byte)'<' ? "HTML or XML" : "something else";
            return (new FhirProblem(PullCodes.NotFhir, $"The server answered with {what} in place of FHIR JSON. Check BaseUrl and what stands between.", Transient: true), null);
        }

        try
        {
            string? type = RootType(body);
            return (type is null ? new FhirProblem(PullCodes.NotFhir, "The server's JSON is no FHIR resource. Check BaseUrl.") : null, type);
        }
        catch (JsonException)
        {
            return (new FhirProblem(PullCodes.NotFhir, "The server's JSON is broken or was cut. Ask for that part again.", Transient: true), null);
        }
    }

    /// <summary>The resourceType of whole JSON, which is read to its end.</summary>
    private static string? RootType(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = FhirPageReader.MaxDepth });
        string? type = null;
        while (reader.Read())
        {
            if (type is null && reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals("resourceType"u8))
            {
                reader.Read();
                type = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
        }

        return type;
    }
}
