using System.ComponentModel.DataAnnotations;
using ClinSeek.Functions.Storage;

namespace ClinSeek.Functions.Cases;

/// <summary>Where the cases of this process live and how they are opened.</summary>
public sealed class CaseServiceOptions
{
    /// <summary>The folder of the engine's file, and of the cases where they lie in files.</summary>
    [Required(AllowEmptyStrings = false)]
    public string DataFolder { get; set; } = "data";

    /// <summary>The key file, or null for the default one outside the data folder.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Where the record lies.</summary>
    public StorageOptions Storage { get; set; } = new();

    /// <summary>Where the keys lie.</summary>
    public KeyOptions Keys { get; set; } = new();

    /// <summary>Whether nothing is opened for writing: then cases can be read beside a running host, and none can be started.</summary>
    public bool ReadOnly { get; set; }

    /// <summary>Memory for decrypted patient databases, in bytes.</summary>
    [Range(1 << 20, long.MaxValue)]
    public long SnapshotCacheBytes { get; set; } = 256L << 20;

    /// <summary>
    /// How many activities run at the same time. Most of them wait, for a model above all; what computes is bounded by
    /// <see cref="MaxConcurrentTools"/>, and model calls by the model's own limit.
    /// </summary>
    [Range(1, 4096)]
    public int MaxConcurrentActivities { get; set; } = 320;

    /// <summary>How many tools compute at the same time.</summary>
    [Range(1, 1024)]
    public int MaxConcurrentTools { get; set; } = 4 * Environment.ProcessorCount;

    /// <summary>How often the local host looks after unfinished cases.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether the engine belongs to another process, which calls this one: then the record alone says how a case stands.</summary>
    public bool EngineIsElsewhere { get; set; }

    /// <summary>The engine's file.</summary>
    internal string EngineFile => Path.Combine(Path.GetFullPath(DataFolder), "engine.db");
}
