using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// Serves what the Functions host posts to <c>/FunctionName</c>. Everything else (requests that the host passes through)
/// goes on in the pipeline, and so do callers' requests once they are out of their envelopes. Callers' own addresses lie
/// under the host's route prefix, so none of them can reach a function by its name.
/// </summary>
public sealed partial class FunctionsHostMiddleware(
    RequestDelegate next, FunctionRegistry functions, OrchestratorTurns turns, ActivityCalls activities, ILogger<FunctionsHostMiddleware> log)
{
    public async Task InvokeAsync(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (!HttpMethods.IsPost(http.Request.Method) || FunctionNamed(http.Request.Path) is not { } name)
        {
            await next(http);
            return;
        }

        try
        {
            await ServeAsync(functions.Find(name), new FunctionCall(name, http));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The host has gone, and with it whoever could read an answer or this exception.
        }
    }

    private Task ServeAsync(FunctionDefinition? function, FunctionCall call) => function?.Kind switch
    {
        FunctionKind.Orchestrator => turns.ServeAsync(call),
        FunctionKind.Activity => activities.ServeAsync(call),
        FunctionKind.Http => ServeAsync(call, envelope => ReplayAsync(envelope, call)),
        FunctionKind.Event => ServeAsync(call, envelope => HandleAsync(function, envelope, call)),
        _ => ServeAsync(call, envelope => RefuseAsync(envelope, call)),
    };

    private async Task ServeAsync(FunctionCall call, Func<InvocationEnvelope, Task> serve)
    {
        try
        {
            using var envelope = await call.ReadEnvelopeAsync();
            await serve(envelope);
        }
        catch (MalformedEnvelopeException malformed)
        {
            LogMalformed(log, call.FunctionName, call.InvocationId, malformed.Message);
            call.Fail(StatusCodes.Status400BadRequest, "Malformed invocation");
        }
    }

    private async Task ReplayAsync(InvocationEnvelope envelope, FunctionCall call)
    {
        await using var scope = call.Http.RequestServices.CreateAsyncScope();
        using var replayed = new ReplayedRequest(HttpTriggerRequest.Read(envelope.GetData(FunctionBinding.Request)), call, scope.ServiceProvider);
        if (envelope.FindData(FunctionBinding.Client)?.ReadText() is { } client)
            replayed.Context.Features.Set(new DurableClientFeature(client));
        await next(replayed.Context);
        using var answer = new AnswerBuffer();
        await replayed.WriteAnswerAsync(answer);
        await call.AnswerAsync(answer.Written);
    }

    private async Task HandleAsync(FunctionDefinition function, InvocationEnvelope envelope, FunctionCall call)
    {
        try
        {
            await using var scope = call.Http.RequestServices.CreateAsyncScope();
            await function.Handler!(new FunctionEvent(function.Name, call.InvocationId, envelope, scope.ServiceProvider), call.Cut);
        }
        catch (Exception fault) when (fault is not MalformedEnvelopeException && !call.IsCut)
        {
            LogFailed(log, call.FunctionName, call.InvocationId, fault.GetType().Name);
            call.Fail(StatusCodes.Status500InternalServerError, fault.GetType().Name);
            return;
        }

        using var answer = new AnswerBuffer();
        InvocationAnswer.WriteText(answer, null);
        await call.AnswerAsync(answer.Written);
    }

    // An app folder and a program of different versions meet while an app is being published. An error would fail the
    // instance whose turn this is for good; a turn that is held goes on when they fit again.
    private async Task RefuseAsync(InvocationEnvelope envelope, FunctionCall call)
    {
        foreach (var (_, value) in envelope.Data)
        {
            if (OrchestratorTurns.IsTurn(value))
            {
                await turns.HoldAsync(call, new MalformedEnvelopeException("This program has no orchestrator of that name. Publish the app again."));
                return;
            }
        }

        LogUnknown(log, call.FunctionName, call.InvocationId);
        call.Fail(StatusCodes.Status404NotFound, $"No function named {call.FunctionName}");
    }

    private static string? FunctionNamed(PathString path) =>
        path.Value is { Length: > 1 } text && !text.AsSpan(1).Contains('/') ? text[1..] : null;

    [LoggerMessage(4003, LogLevel.Error, "An invocation of {Function} ({Invocation}) cannot be read: {Message}")]
    private static partial void LogMalformed(ILogger log, string function, string invocation, string message);

    [LoggerMessage(4004, LogLevel.Error, "{Function} (invocation {Invocation}) failed: {Fault}. The host delivers the event again if its trigger does.")]
    private static partial void LogFailed(ILogger log, string function, string invocation, string fault);

    [LoggerMessage(4005, LogLevel.Error, "The host invoked {Function} ({Invocation}), which this program does not have. Publish the app again.")]
    private static partial void LogUnknown(ILogger log, string function, string invocation);
}
