namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>The invocation took longer than functionTimeout; the handler is being replaced.</summary>
public sealed class FunctionTimeoutException(string function, TimeSpan limit)
    : Exception($"Timeout value of {limit:c} was exceeded by function: Functions.{function}")
{
    public const string HostType = "Microsoft.Azure.WebJobs.Host.FunctionTimeoutException";
}
