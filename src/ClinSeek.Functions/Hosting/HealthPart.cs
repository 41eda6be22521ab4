namespace ClinSeek.Functions.Hosting;

/// <summary>One part of <see cref="HealthView"/>.</summary>
/// <param name="Status"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Detail">Cause and remedy, or what the part says of itself; null when there is nothing to say.</param>
internal sealed record HealthPart(string Status, string? Detail);
