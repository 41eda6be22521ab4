namespace ClinSeek.Durable.FunctionsHost;

/// <summary>What the host sent is not an invocation as the custom handler contract describes it. The message holds none of its content.</summary>
public sealed class MalformedEnvelopeException(string message, Exception? inner = null) : Exception(message, inner);
