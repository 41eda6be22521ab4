namespace ClinSeek.Ehr.Time;

/// <summary>
/// The times of a record as the database writes them: what is measured together stands at one time, and is one text for all its rows.
/// Not thread-safe.
/// </summary>
internal sealed class RenderedTimes
{
    private readonly (long Second, string? Text)[] _slots = new (long, string?)[256];

    /// <inheritdoc cref="FhirTime.Render"/>
    public string Of(DateTimeOffset instant)
    {
        long second = instant.UtcTicks / TimeSpan.TicksPerSecond;
        ref (long Second, string? Text) slot = ref _slots[(int)((second ^ (second >> 8) ^ (second >> 16)) & (_slots.Length - 1))];
        if (slot.Text is null || slot.Second != second)
        {
            slot = (second, FhirTime.Render(instant));
        }

        return slot.Text;
    }
}
