namespace ClinSeek.Imaging.Tools;

/// <summary>A model that writes a report from a film it sees. What it writes is its own words and never counts as measured.</summary>
public interface IReportWriter
{
    /// <summary>The model's name, which the report says.</summary>
    string Name { get; }

    /// <summary>Writes findings and impression, or gives null where the model cannot be reached or gave nothing.</summary>
    /// <param name="png">The film as shown; nothing that identifies.</param>
    /// <param name="measured">What was measured on it, as text.</param>
    /// <param name="cancellationToken">Stops the model.</param>
    ValueTask<WrittenReport?> WriteAsync(ReadOnlyMemory<byte> png, string measured, CancellationToken cancellationToken);
}
