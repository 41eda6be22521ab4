namespace ClinSeek.Durable;

/// <summary>Results are plain JSON values and failures are left to the host, as in the official workers.</summary>
public sealed class PlainCodec : IResultCodec
{
    public static PlainCodec Instance { get; } = new();

    public string? EncodeResult(string? valueJson) => valueJson;

    public string? EncodeFailure(TaskFailureDetails failure) => null;

    public DecodedResult Decode(string? result) => new(result, null);
}
