using Gateway.Messages;

namespace Gateway.Engine.Reference;

/// <summary>An allocation group; its members lie in the group's row of the member table.</summary>
struct Group
{
    internal AllocationPolicy Policy;
    internal int Announced;     // Members that its definition announced.
    internal int Members;       // Members that arrived.
}

/// <summary>One account of a group or of a pre-trade allocation.</summary>
struct Member
{
    internal int Account;       // -1 when the account is not known.
    internal long Weight;       // Weight or lots, by the policy.
    internal long Quantity;     // Units of 1e-8, for a fixed policy over legs.
    internal Text16 Name;

    internal readonly void AddTo(ref HashBuilder hash)
    {
        hash.Add(in Name);
        hash.Add(Weight);
        hash.Add(Quantity);
    }
}
