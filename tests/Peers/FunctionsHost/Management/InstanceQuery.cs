using System.Globalization;
using ClinSeek.Durable.Protocol;
using ClinSeek.Peers.FunctionsHost.Hub;
using Microsoft.AspNetCore.Http;

namespace ClinSeek.Peers.FunctionsHost.Management;

/// <summary>Which instances a listing or a purge means.</summary>
internal sealed record InstanceQuery(string? Prefix, DateTime? From, DateTime? To, IReadOnlySet<OrchestrationStatus> Statuses)
{
    /// <exception cref="ArgumentException">A value cannot be read.</exception>
    public static InstanceQuery Read(IQueryCollection query) => new(
        query["instanceIdPrefix"], Time(query["createdTimeFrom"]), Time(query["createdTimeTo"]),
        ((string?)query["runtimeStatus"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Status).ToHashSet());

    public bool Holds(InstanceView view) =>
        (Prefix is null || view.InstanceId.StartsWith(Prefix, StringComparison.Ordinal))
        && !(view.CreatedAt < From) && !(view.CreatedAt > To)
        && (Statuses.Count == 0 || Statuses.Contains(view.Status));

    private static DateTime? Time(string? text) => string.IsNullOrEmpty(text) ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time.UtcDateTime
        : throw new ArgumentException($"{text} is no time.");

    private static OrchestrationStatus Status(string text) =>
        Enum.TryParse(text, ignoreCase: true, out OrchestrationStatus status) ? status : throw new ArgumentException($"{text} is no runtime status.");
}
