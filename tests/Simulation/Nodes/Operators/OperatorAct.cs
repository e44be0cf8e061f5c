using Gateway.Messages;

namespace Gateway.Simulation.Nodes.Operators;

/// <summary>What an operator wants.</summary>
/// <param name="Kind">What sort of act it is, for those who count.</param>
/// <param name="Words">The act in words.</param>
/// <param name="Message">The act.</param>
readonly record struct OperatorAct(string Kind, string Words, Inbound Message);
