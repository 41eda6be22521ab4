using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>One invocation on its HTTP connection from the host.</summary>
internal sealed class FunctionCall(string functionName, HttpContext http)
{
    /// <summary>What the host names its invocations by.</summary>
    public const string InvocationIdHeader = "X-Azure-Functions-InvocationId";

    public string FunctionName { get; } = functionName;

    public string InvocationId { get; } = http.Request.Headers[InvocationIdHeader] is [{ Length: > 0 } id, ..] ? id : http.TraceIdentifier;

    public HttpContext Http { get; } = http;

    /// <summary>Ends when the host has gone: nobody reads an answer any more.</summary>
    public CancellationToken Cut => Http.RequestAborted;

    public bool IsCut => Cut.IsCancellationRequested;

    public ValueTask<InvocationEnvelope> ReadEnvelopeAsync() =>
        InvocationEnvelope.ReadAsync(Http.Request.BodyReader, Http.Request.ContentLength, Cut);

    /// <summary>Ends the invocation with success.</summary>
    public async Task AnswerAsync(ReadOnlyMemory<byte> body)
    {
        Http.Response.StatusCode = StatusCodes.Status200OK;
        Http.Response.ContentType = "application/json; charset=utf-8";
        Http.Response.ContentLength = body.Length;
        await Http.Response.Body.WriteAsync(body, Cut);
    }

    /// <summary>Fails the invocation. The host keeps the status and the reason phrase and throws a body away.</summary>
    public void Fail(int status, string reason)
    {
        Http.Response.StatusCode = status;
        if (Http.Features.Get<IHttpResponseFeature>() is { } response)
            response.ReasonPhrase = string.Concat(reason.Where(letter => letter is >= ' ' and < '\x7f'));
    }
}
