namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>A failed invocation as everything above the invoker sees it; the handler's own error body is lost by now.</summary>
/// <param name="function">The function.</param>
/// <param name="innerType">The full name of the host's inner exception.</param>
/// <param name="innerMessage">Its message.</param>
public sealed class FunctionFailedException(string function, string innerType, string innerMessage)
    : Exception($"Exception while executing function: Functions.{function}")
{
    public const string OuterType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException";

    public string InnerType { get; } = innerType;

    public string InnerMessage { get; } = innerMessage;
}
