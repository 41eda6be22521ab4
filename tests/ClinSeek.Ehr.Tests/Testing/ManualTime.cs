namespace ClinSeek.Ehr.Tests.Testing;

/// <summary>A clock that a test sets; timers run as ever.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
