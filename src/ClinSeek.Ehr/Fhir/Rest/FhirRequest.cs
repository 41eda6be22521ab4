namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>A request that may be sent any number of times.</summary>
/// <param name="Address">Where to; sent as it stands.</param>
internal sealed record FhirRequest(Uri Address)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>The form of a POST search, or null.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Form { get; init; }

    /// <summary>Makes a form anew for each try, or null.</summary>
    public Func<IReadOnlyList<KeyValuePair<string, string>>>? MakeForm { get; init; }

    /// <summary>A FHIR JSON body, or null.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    public string Accept { get; init; } = FhirPageReader.Json;

    public string? Prefer { get; init; }

    public string? IfNoneMatch { get; init; }

    /// <summary>False for addresses that must not see the token though they are the server's own.</summary>
    public bool Authorize { get; init; } = true;

    /// <summary>Whether the answer has to be a FHIR resource in JSON; any other body is then a failure.</summary>
    public bool ExpectsResource { get; init; } = true;

    /// <summary>Takes the body of a good answer as it streams, in place of keeping it; begun anew for each try.</summary>
    public Func<Stream, CancellationToken, Task>? Consume { get; init; }

    /// <summary>How long the exchange may take; the limits' time when null.</summary>
    public TimeSpan? Timeout { get; init; }
}
