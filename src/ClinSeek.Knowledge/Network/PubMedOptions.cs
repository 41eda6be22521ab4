using System.ComponentModel.DataAnnotations;

namespace ClinSeek.Knowledge.Network;

/// <summary>NCBI's E-utilities.</summary>
public sealed class PubMedOptions
{
    /// <summary>The service; the only host that is asked. Default: NCBI's.</summary>
    [Required, RegularExpression("^https?://.+/$", ErrorMessage = "Endpoint must be an address that ends in a stroke.")]
    public string Endpoint { get; set; } = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils/";

    /// <summary>An API key, which allows ten requests a second instead of three; null for none.</summary>
    public string? Key { get; set; }

    /// <summary>The operator's e-mail, as NCBI asks for; null for none. Never the patient's.</summary>
    public string? Email { get; set; }

    /// <summary>Whether the service is a mirror in the own network. Default: no.</summary>
    public bool AllowPrivateNetwork { get; set; }

    /// <summary>How long a call may take. Default 20 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
