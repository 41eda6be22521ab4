using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Knowledge.Network;

/// <summary>A web search service and the hosts whose pages may be opened.</summary>
public sealed class WebSearchOptions : IValidatableObject
{
    /// <summary>Health authorities and societies.</summary>
    public static IReadOnlyList<string> DefaultHosts { get; } =
    [
        "nih.gov", "cdc.gov", "fda.gov", "who.int", "nice.org.uk", "nhs.uk", "sign.ac.uk", "cochranelibrary.com", "europepmc.org",
        "escardio.org", "heart.org", "ahajournals.org", "kdigo.org", "idsociety.org", "thoracic.org", "brit-thoracic.org.uk", "acr.org",
    ];

    /// <summary>How the service is spoken to. Default SearXNG.</summary>
    public WebSearchKind Kind { get; set; }

    /// <summary>The address of its search, such as <c>http://searx:8080/search</c>.</summary>
    [Required, RegularExpression("^https?://.+$", ErrorMessage = "Endpoint must be an http or https address.")]
    public string Endpoint { get; set; } = string.Empty;

    /// <summary>The key of a Serper-style service.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the service itself is in the own network. Pages never are. Default: no.</summary>
    public bool AllowPrivateNetwork { get; set; }

    /// <summary>Hosts whose results are shown and whose pages are opened, each with the hosts under it; null for <see cref="DefaultHosts"/>.</summary>
    [MinLength(1)]
    public IReadOnlyList<string>? AllowedHosts { get; set; }

    /// <summary>How long a search or a page may take. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How many bytes a page may have. Default 8 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024)]
    public long MaxPageBytes { get; set; } = 8 * 1024 * 1024;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Kind == WebSearchKind.Serper && string.IsNullOrWhiteSpace(Key))
        {
            yield return new ValidationResult("a Serper-style service needs a Key.");
        }
    }
}
