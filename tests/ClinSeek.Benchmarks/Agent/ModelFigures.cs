namespace ClinSeek.Benchmarks.Agent;

/// <summary>How busy a model was kept.</summary>
/// <param name="Answered">How many requests it answered.</param>
/// <param name="Saturation">How much of what it could answer was asked for, between the first and the last moment at which all its places were taken.</param>
/// <param name="FullFor">Seconds between those two moments.</param>
/// <param name="Ramp">Seconds until all its places were taken for the first time.</param>
/// <param name="Tail">Seconds since all its places were taken for the last time.</param>
/// <param name="Processor">Seconds of processor that its process took.</param>
internal sealed record ModelFigures(int Answered, double Saturation, double FullFor, double Ramp, double Tail, double Processor);
