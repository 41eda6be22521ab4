using System.Net;

namespace ClinSeek.Ehr.Fhir.Rest;

/// <summary>What came of a request; a failure is a value.</summary>
/// <param name="Address">Who answered, after redirects.</param>
/// <param name="Status">The HTTP status; 0 where none came.</param>
/// <param name="Content">The decoded body; empty where none came.</param>
internal sealed record FhirReply(Uri Address, HttpStatusCode Status, ReadOnlyMemory<byte> Content)
{
    public string? MediaType { get; init; }

    public string? ETag { get; init; }

    /// <summary>Content-Location, else Location.</summary>
    public string? Location { get; init; }

    /// <summary>X-Progress of a bulk export.</summary>
    public string? Progress { get; init; }

    /// <summary>How long the server asks to be left alone.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>When the answer had arrived.</summary>
    public DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The resourceType of the body; null where it is no resource or was not looked at.</summary>
    public string? RootType { get; init; }

    /// <summary>What is wrong; null for a usable answer.</summary>
    public FhirProblem? Problem { get; init; }

    /// <summary>How often the request had been sent before.</summary>
    public int Repeats { get; init; }
}
