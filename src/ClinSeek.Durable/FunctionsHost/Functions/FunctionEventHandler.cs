namespace ClinSeek.Durable.FunctionsHost;

/// <summary>
/// Takes the event of an invocation. Events come at least once; an exception fails the invocation, and the host delivers
/// the event again as the trigger's own rules have it.
/// </summary>
public delegate Task FunctionEventHandler(FunctionEvent invocation, CancellationToken cancellationToken);
