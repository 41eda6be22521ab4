using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Ehr.Fhir;

/// <summary>How much a pull over the network may take. A limit that is reached is a gap of the completeness record.</summary>
public sealed class PullLimits
{
    /// <summary>Pages of one pull. Default 2,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxPages { get; set; } = 2_000;

    /// <summary>Decoded bytes of one pull. Default 512 MiB.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBytes { get; set; } = 512L << 20;

    /// <summary>Decoded bytes of one answer. Default 256 MiB.</summary>
    [Range(1, int.MaxValue)]
    public int MaxPageBytes { get; set; } = 256 << 20;

    /// <summary>Resources asked for a page. Default 250; a server may give fewer.</summary>
    [Range(1, 10_000)]
    public int PageSize { get; set; } = 250;

    /// <summary>Single reads of resources that the record refers to (medications, documents). Default 500.</summary>
    [Range(0, 100_000)]
    public int MaxReferenceReads { get; set; } = 500;

    /// <summary>Resources whose history is read to see them as of the cut-off. Default 2,000.</summary>
    [Range(0, 100_000)]
    public int MaxHistoryReads { get; set; } = 2_000;

    /// <summary>Requests in flight at once. Default 4.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = 4;

    /// <summary>How often one request is tried. Default 6.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 6;

    /// <summary>The first wait before a request is repeated, where the server names none; doubled each time, with jitter. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest single wait; a server that asks for more is not waited for. Default 60 s.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>One exchange with its body. Default 100 s.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(100);

    /// <summary>A whole bulk export until its manifest is there. Default 30 minutes.</summary>
    public TimeSpan ExportTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>The same with two tries: for what a person waits for.</summary>
    internal PullLimits Impatient()
    {
        var limits = (PullLimits)MemberwiseClone();
        limits.MaxAttempts = Math.Min(2, MaxAttempts);
        return limits;
    }

    /// <summary>The same for so many resources of which one look is enough.</summary>
    internal PullLimits ForListing(int resources)
    {
        var limits = (PullLimits)MemberwiseClone();
        limits.MaxPages = Math.Min(MaxPages, Math.Max(1, resources / PageSize));
        return limits;
    }
}
