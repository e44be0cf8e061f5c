namespace Gateway.Cli;

/// <summary>Whoever read our output has seen enough.</summary>
sealed class OutputClosedException() : IOException("Nobody reads the output any more.");
