namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>One notifying server.</summary>
public sealed class NotificationSource
{
    /// <summary>The secret that the server sends as <c>Authorization: Bearer SECRET</c> (a <c>channel.header</c> of its Subscription). At least 16 characters; left out for a source that is known by its events alone.</summary>
    public string Secret { get; set; } = "";

    /// <summary>The FHIR server (name or address), file or folder that its cases read; the host's default record when left out.</summary>
    public string? Record { get; set; }

    /// <summary>How far back a server is searched when a ping says only that something matched. Default one day; a repeat is a no-op.</summary>
    public TimeSpan CatchUp { get; set; } = TimeSpan.FromDays(1);

    /// <summary>The host name of the Azure FHIR service whose Event Grid events belong to this source (<c>workspace-service.fhir.azurehealthcareapis.com</c>); null for none.</summary>
    public string? FhirService { get; set; }

    /// <summary>What starts a case.</summary>
    public IList<NotificationRule> Rules { get; init; } = [];
}
