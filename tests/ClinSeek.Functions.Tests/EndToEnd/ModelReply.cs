namespace ClinSeek.Functions.Tests.EndToEnd;

/// <summary>What a scripted endpoint answers: tool calls, or a refusal.</summary>
internal sealed record ModelReply(IReadOnlyList<(string Name, object Arguments)> Calls)
{
    public int Status { get; init; } = 200;

    public int? RetryAfterSeconds { get; init; }

    public static ModelReply Call(params (string Name, object Arguments)[] calls) => new(calls);

    public static ModelReply Refuse(int status, int retryAfterSeconds) => new([]) { Status = status, RetryAfterSeconds = retryAfterSeconds };
}
