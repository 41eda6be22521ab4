namespace ClinSeek.Durable.FunctionsHost;

/// <summary>An invocation of a function with a timer, Event Grid or queue trigger.</summary>
/// <param name="FunctionName">The function.</param>
/// <param name="InvocationId">The host's id of this invocation, new for each delivery.</param>
/// <param name="Envelope">What came with it.</param>
/// <param name="Services">The services of the invocation's own scope.</param>
public sealed record FunctionEvent(string FunctionName, string InvocationId, InvocationEnvelope Envelope, IServiceProvider Services)
{
    public TimerInfo ReadTimer() => TimerInfo.Read(Envelope.GetData(FunctionBinding.Timer));

    public EventGridEvent ReadEventGrid() => EventGridEvent.Read(Envelope.GetData(FunctionBinding.Event));

    /// <summary>The text of the <c>durableClient</c> binding; null where the host sent none. Secret.</summary>
    public string? ReadClient() => Envelope.FindData(FunctionBinding.Client)?.ReadText();

    public QueueMessage ReadQueueMessage() => QueueMessage.Read(Envelope, FunctionBinding.Message);
}
