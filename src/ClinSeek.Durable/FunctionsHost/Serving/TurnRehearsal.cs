using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using ClinSeek.Durable.Engine;
using ClinSeek.Durable.Protocol;
using Google.Protobuf;

namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// Takes the turns of an instance that does not exist, and drops the answers. The first turns of a process load and compile
/// what they need, which takes many times longer than a turn does; an instance whose turn is open when the process is killed
/// has failed for good. So this is done before the host may send turns. Turns have no effects, so nothing is left of it.
/// </summary>
public sealed class TurnRehearsal(OrchestratorTurns turns, DurableTaskWorkerOptions worker)
{
    private const string Instance = "rehearsal";

    private static readonly DateTime Never = DateTime.UnixEpoch;

    /// <summary>Takes the first turn, and one more for each result.</summary>
    /// <param name="orchestrator">The orchestrator.</param>
    /// <param name="input">Its input.</param>
    /// <param name="results">What its activities give, one after the other.</param>
    /// <param name="cancellationToken">Stops between two turns.</param>
    /// <exception cref="InvalidOperationException">The orchestrator asks for no activity where a result is left.</exception>
    public async Task RunAsync(string orchestrator, object? input, IReadOnlyList<object> results, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(results);
        var request = new OrchestratorRequest
        {
            InstanceId = Instance,
            NewEvents =
            {
                EngineEvents.OrchestratorStarted(Never),
                EngineEvents.New(Never, new HistoryEvent
                {
                    ExecutionStarted = new ExecutionStartedEvent
                    {
                        Name = orchestrator,
                        Input = Json(input),
                        OrchestrationInstance = new OrchestrationInstance { InstanceId = Instance, ExecutionId = Instance },
                    },
                }),
            },
        };
        var response = await TakeAsync(request, cancellationToken);
        foreach (var result in results)
        {
            var asked = response.Actions.LastOrDefault(static action => action.ScheduleTask is not null)
                ?? throw new InvalidOperationException($"{orchestrator} asked for no activity.");
            request.PastEvents.Add(request.NewEvents);
            request.PastEvents.Add(EngineEvents.OrchestratorCompleted(Never));
            request.PastEvents.Add(EngineEvents.New(
                Never, new HistoryEvent { TaskScheduled = new TaskScheduledEvent { Name = asked.ScheduleTask.Name, Input = asked.ScheduleTask.Input } }, asked.Id));
            request.NewEvents.Clear();
            request.NewEvents.Add(EngineEvents.OrchestratorStarted(Never));
            request.NewEvents.Add(EngineEvents.TaskCompleted(Never, asked.Id, worker.Codec.EncodeResult(Json(result))));
            response = await TakeAsync(request, cancellationToken);
        }
    }

    /// <summary>One turn, from envelope to envelope as the host sends and gets it.</summary>
    private async Task<OrchestratorResponse> TakeAsync(OrchestratorRequest request, CancellationToken cancellationToken)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            Data = new Dictionary<string, string> { [FunctionBinding.Context] = JsonSerializer.Serialize(request.ToByteString().ToBase64()) },
            Metadata = new { },
        });
        using var envelope = await InvocationEnvelope.ReadAsync(PipeReader.Create(new ReadOnlySequence<byte>(body)), body.Length, cancellationToken);
        using var answer = new AnswerBuffer();
        turns.Take(envelope, answer);
        using var read = JsonDocument.Parse(answer.Written);
        return OrchestratorResponse.Parser.ParseFrom(read.RootElement.GetProperty("ReturnValue").GetBytesFromBase64());
    }

    private string Json(object? value) => JsonSerializer.Serialize(value, worker.SerializerOptions);
}
