namespace ClinSeek.Functions.Tests.Testing;

/// <summary>What a <see cref="FaultyProxy"/> does to a request.</summary>
internal sealed record ProxyFault
{
    /// <summary>Answers this in the service's place, which never sees the request.</summary>
    public int? Status { get; init; }

    /// <summary>The headers of that answer.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Breaks the connection before the service sees the request.</summary>
    public bool Cut { get; init; }

    /// <summary>Breaks the connection after the service has done what was asked.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>Waits before anything else.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>An answer of the service that refuses.</summary>
    public static ProxyFault Refuse(int status, string code, params (string Name, string Value)[] headers) => new()
    {
        Status = status,
        Headers = headers.Append(("x-ms-error-code", code)).Append(("x-ms-request-id", "req-1")).ToDictionary(static header => header.Item1, static header => header.Item2),
    };
}
