namespace ClinSeek.Peers.FunctionsHost.Invocations;

/// <summary>A CLR string that is base64, kept as its bytes: histories are too large for another three copies.</summary>
internal sealed record Base64Text(byte[] Bytes);
