using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Functions.Hosting;

/// <summary>Settings of the process, section <c>ClinSeek</c> of the configuration; the command line wins over them.</summary>
public sealed class ClinSeekOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "ClinSeek";

    /// <summary>The folder that holds cases and engine; relative to the working directory. Default: <c>.clinseek</c>.</summary>
    [Required(AllowEmptyStrings = false)]
    public string Data { get; set; } = ".clinseek";

    /// <summary>The file with the keys, outside the data folder; null for <c>clinseek/keys.json</c> in the user's configuration folder.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The loopback port of the local host. Default 7071, as Functions Core Tools have it; 0 takes a free one.</summary>
    [Range(0, 65535)]
    public int Port { get; set; } = 7071;

    /// <summary>The FHIR file or folder that cases read when they name none; null for the demo patients.</summary>
    public string? Record { get; set; }

    /// <summary>A folder of view files and a <c>time-policy.json</c> that change or add tables of the record (docs/views.md); null for the shipped ones.</summary>
    public string? Views { get; set; }

    /// <summary>The folder of the chest X-ray model (model.json, model.onnx); null for the one that ships with the program.</summary>
    public string? Classifier { get; set; }
}
