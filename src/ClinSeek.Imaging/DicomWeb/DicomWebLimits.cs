using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Imaging.DicomWeb;

/// <summary>How much one exchange with an archive may take. A limit that is reached is a named failure.</summary>
public sealed class DicomWebLimits
{
    /// <summary>Bytes of one answer. Default 256 MiB.</summary>
    [Range(1024, int.MaxValue / 2)]
    public int MaxBytes { get; set; } = 256 << 20;

    /// <summary>How often one request is tried. Default 4.</summary>
    [Range(1, 20)]
    public int MaxAttempts { get; set; } = 4;

    /// <summary>The first wait before a request is repeated, where the server names none; doubled each time, with jitter. Default 0.5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest single wait; a server that asks for more is not waited for. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>One exchange with its body. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Matches taken of one search. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxMatches { get; set; } = 1_000;
}
