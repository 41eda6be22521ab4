using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Knowledge.Network;

/// <summary>An OpenAI-compatible embedding endpoint.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>The address of its API, such as <c>http://localhost:8080/v1/</c>; the only host that is asked.</summary>
    [Required, RegularExpression("^https?://.+/$", ErrorMessage = "Endpoint must be an address that ends in a stroke.")]
    public string Endpoint { get; set; } = string.Empty;

    /// <summary>The model's name. Vectors of another model are not used.</summary>
    [Required]
    public string Model { get; set; } = string.Empty;

    /// <summary>A key, or null.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the service is in the own network. Default: no.</summary>
    public bool AllowPrivateNetwork { get; set; }

    /// <summary>How many texts one request holds. Default 64.</summary>
    [Range(1, 2048)]
    public int Batch { get; set; } = 64;

    /// <summary>How long a call may take. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
