using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using ClinSeek.Durable.FunctionsHost;
using ClinSeek.Durable.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace ClinSeek.Durable.Tests.FunctionsHost.Testing;

/// <summary>Turns in and out of the host's envelope, without HTTP.</summary>
internal static class EnvelopedTurn
{
    public static OrchestratorResponse Take(OrchestrationExecutor executor, OrchestratorRequest request)
    {
        var turns = new OrchestratorTurns(executor, TimeProvider.System, NullLogger<OrchestratorTurns>.Instance);
        var answer = new ArrayBufferWriter<byte>();
        using var envelope = Read(HostEncoding.Turn(request));
        turns.Take(envelope, answer);
        return Decode(answer.WrittenMemory);
    }

    public static InvocationEnvelope Read(string body)
    {
        // Everything is at hand, so nothing is waited for.
        var reading = InvocationEnvelope.ReadAsync(PipeReader.Create(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(body))), null, CancellationToken.None);
        return reading.AsTask().GetAwaiter().GetResult();
    }

    public static OrchestratorResponse Decode(ReadOnlyMemory<byte> answer)
    {
        using var document = JsonDocument.Parse(answer);
        return OrchestratorResponse.Parser.ParseFrom(document.RootElement.GetProperty("ReturnValue").GetBytesFromBase64());
    }
}
