namespace ClinSeek.Durable;

/// <summary>
/// How an activity's outcome is written into a task result. Orchestration outputs are never encoded: clients and parent
/// orchestrations see them as plain JSON.
/// </summary>
public interface IResultCodec
{
    /// <summary>Writes a success.</summary>
    /// <param name="valueJson">The value as JSON; null for no value.</param>
    /// <returns>The text of the task result.</returns>
    string? EncodeResult(string? valueJson);

    /// <summary>Writes a failure as a task result; null where this codec leaves failures to the host.</summary>
    string? EncodeFailure(TaskFailureDetails failure);

    /// <summary>Reads a task result back.</summary>
    DecodedResult Decode(string? result);
}
