namespace ClinSeek.Functions.Triggers.Notifications;

/// <summary>Servers that may notify this host by FHIR R4 rest-hook subscriptions, section <c>Notifications</c> of the configuration.</summary>
public sealed class NotificationOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Notifications";

    /// <summary>The servers by the name that stands in their endpoint's path.</summary>
    public Dictionary<string, NotificationSource> Sources { get; init; } = new(StringComparer.OrdinalIgnoreCase);
}
