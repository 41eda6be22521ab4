using System.Buffers;
using System.Text.Json;
using ClinSeek.Durable.Protocol;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// Serves orchestrator turns. The host fails an instance for good on anything but a proper answer, and no status code
/// means «later». So a turn that cannot be taken is answered by asking for the history again: that makes the engine drop
/// the turn and deliver it anew, and the instance waits for a program that can take it. Thread safe; turns have no effects,
/// so the same turn may come twice.
/// </summary>
public sealed partial class OrchestratorTurns(OrchestrationExecutor executor, TimeProvider time, ILogger<OrchestratorTurns> log)
{
    /// <summary>The most that the Durable extension takes as a custom status, in UTF-16 units (16 KiB).</summary>
    public const int LongestCustomStatus = 8 * 1024;

    // The extension would refuse the whole answer.
    private const string ReservedTag = "MS_DurableFunctions_SourceInstanceId";

    private static readonly TimeSpan HoldFor = TimeSpan.FromSeconds(1);
    private static readonly MessageParser<OrchestratorRequest> Parser = OrchestratorRequest.Parser.WithDiscardUnknownFields(true);

    /// <summary>Takes the turn of an envelope and writes the answer.</summary>
    /// <exception cref="MalformedEnvelopeException">The envelope holds no orchestrator request.</exception>
    /// <exception cref="InvalidOperationException">The history cannot be replayed, or the answer holds what no host supports.</exception>
    public void Take(InvocationEnvelope envelope, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        var request = Read(envelope.GetData(FunctionBinding.Context))
            ?? throw new MalformedEnvelopeException("The value of the orchestrationTrigger binding is not an OrchestratorRequest in base64.");
        InvocationAnswer.WriteMessage(output, Fit(executor.Execute(request)));
    }

    /// <summary>Whether a value is an orchestrator's turn, whatever function it was sent to.</summary>
    internal static bool IsTurn(EnvelopeValue value) => Read(value) is { InstanceId.Length: > 0 } request && request.PastEvents.Count + request.NewEvents.Count > 0;

    /// <summary>Serves one invocation: 200 with a proper answer, whatever came.</summary>
    internal async Task ServeAsync(FunctionCall call)
    {
        using var answer = new AnswerBuffer();
        try
        {
            using var envelope = await call.ReadEnvelopeAsync();
            Take(envelope, answer);
        }
        catch (Exception fault) when (!call.IsCut)
        {
            await HoldAsync(call, fault);
            return;
        }

        await call.AnswerAsync(answer.Written);
    }

    /// <summary>Makes the engine deliver the turn again, after a pause that keeps it from being delivered without end.</summary>
    internal async Task HoldAsync(FunctionCall call, Exception fault)
    {
        // The message of an unforeseen exception may quote what it stumbled over.
        LogHeld(log, call.FunctionName, call.InvocationId, fault.GetType().Name,
            fault is MalformedEnvelopeException or InvalidOperationException ? fault.Message : "");
        await Task.Delay(HoldFor, time, call.Cut);
        using var answer = new AnswerBuffer();
        InvocationAnswer.WriteMessage(answer, new OrchestratorResponse { InstanceId = call.InvocationId, RequiresHistory = true });
        await call.AnswerAsync(answer.Written);
    }

    private static OrchestratorRequest? Read(EnvelopeValue value)
    {
        try
        {
            return value.TryReadBase64(out var bytes) ? Parser.ParseFrom(bytes.Span) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static OrchestratorResponse Fit(OrchestratorResponse response)
    {
        if (response.CustomStatus is { Length: > LongestCustomStatus } status)
            response.CustomStatus = Shorten(status);
        foreach (var action in response.Actions)
        {
            switch (action.OrchestratorActionTypeCase)
            {
                case OrchestratorAction.OrchestratorActionTypeOneofCase.ScheduleTask:
                    action.ScheduleTask.Tags.Remove(ReservedTag);
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateSubOrchestration:
                    action.CreateSubOrchestration.Tags.Remove(ReservedTag);
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.CompleteOrchestration:
                    action.CompleteOrchestration.Tags.Remove(ReservedTag);
                    break;
                case OrchestratorAction.OrchestratorActionTypeOneofCase.CreateTimer:
                case OrchestratorAction.OrchestratorActionTypeOneofCase.SendEvent:
                    break;
                default:
                    throw new InvalidOperationException($"The turn asks for {action.OrchestratorActionTypeCase}, which the Durable extension does not support.");
            }
        }
        return response;
    }

    // A status that is cut is no JSON any more; as a JSON string of its beginning it still is.
    private static string Shorten(string status)
    {
        const string Mark = "...";
        var kept = Math.Min(status.Length, LongestCustomStatus - Mark.Length);
        while (true)
        {
            var text = JsonSerializer.Serialize(status[..kept] + Mark);
            if (text.Length <= LongestCustomStatus)
                return text;
            kept -= Math.Max(1, (text.Length - LongestCustomStatus + 5) / 6);
        }
    }

    [LoggerMessage(4001, LogLevel.Error, "A turn of {Function} (invocation {Invocation}) cannot be taken: {Fault} {Message} The engine will deliver it again; the instance waits.")]
    private static partial void LogHeld(ILogger log, string function, string invocation, string fault, string message);
}
