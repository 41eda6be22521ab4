namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>What a scripted endpoint answers: tool calls, or a refusal.</summary>
internal sealed record ModelReply(IReadOnlyList<(string Name, object Arguments)> Calls)
{
    public int Status { get; init; } = 200;

    public int? RetryAfterSeconds { get; init; }

    /// <summary>What is said beside the calls.</summary>
    public string? Text { get; init; }

    /// <summary>What is thought, under the name that vLLM and others give it.</summary>
    public string? Reasoning { get; init; }

    /// <summary>How long the model thinks before it answers.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether the connection is cut in the middle of the answer.</summary>
    public bool BreaksOff { get; init; }

    /// <summary>The body of a refusal.</summary>
    public object? Refusal { get; init; }

    public static ModelReply Say(string text) => new([]) { Text = text };

    public static ModelReply Call(params (string Name, object Arguments)[] calls) => new(calls);

    public static ModelReply Refuse(int status, int retryAfterSeconds) => new([]) { Status = status, RetryAfterSeconds = retryAfterSeconds };
}
