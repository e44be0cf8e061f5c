// A QuickFIX peer driven by lines on stdin, telling what happens by lines on stdout.
//   peer initiator|acceptor PORT BEGINSTRING SENDER TARGET
// Commands: "order ID" sends a NewOrderSingle; "report ID" an ExecutionReport; "test ID" a TestRequest; "logout"; "logon"; "seqs"; "quit".
#include <quickfix/Application.h>
#include <quickfix/MessageStore.h>
#include <quickfix/Session.h>
#include <quickfix/SessionSettings.h>
#include <quickfix/SocketAcceptor.h>
#include <quickfix/SocketInitiator.h>
#include <iostream>
#include <memory>
#include <mutex>
#include <sstream>

static std::mutex out_lock;

static void say(const std::string& what, const FIX::Message* message = nullptr)
{
    std::string line = what;
    if (message)
        line += " " + message->toString();
    for (auto& c : line)
        if (c == 1) c = '|';
    std::lock_guard<std::mutex> hold(out_lock);
    std::cout << line << std::endl;
}

struct Peer : FIX::Application
{
    void onCreate(const FIX::SessionID&) override {}
    void onLogon(const FIX::SessionID&) override { say("logon"); }
    void onLogout(const FIX::SessionID&) override { say("logout"); }
    void toAdmin(FIX::Message&, const FIX::SessionID&) override {}
    void toApp(FIX::Message&, const FIX::SessionID&) throw(FIX::DoNotSend) override {}
    void fromAdmin(const FIX::Message& m, const FIX::SessionID&)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::RejectLogon) override { say("admin", &m); }
    void fromApp(const FIX::Message& m, const FIX::SessionID&)
        throw(FIX::FieldNotFound, FIX::IncorrectDataFormat, FIX::IncorrectTagValue, FIX::UnsupportedMessageType) override { say("app", &m); }
};

int main(int argc, char** argv)
{
    if (argc < 6) return 2;
    const std::string role = argv[1], begin = argv[3];
    std::stringstream text;
    text << "[DEFAULT]\nConnectionType=" << role << "\nReconnectInterval=1\nStartTime=00:00:00\nEndTime=00:00:00\nHeartBtInt=5\n"
         << "UseDataDictionary=N\nResetOnLogon=N\nResetOnLogout=N\nResetOnDisconnect=N\nMillisecondsInTimeStamp=Y\n"
         << (role == "initiator" ? "SocketConnectHost=127.0.0.1\nSocketConnectPort=" : "SocketReuseAddress=Y\nSocketAcceptPort=") << argv[2]
         << "\n[SESSION]\nBeginString=" << begin << "\nSenderCompID=" << argv[4] << "\nTargetCompID=" << argv[5] << "\n";
    if (begin == "FIXT.1.1")
        text << "DefaultApplVerID=9\n";
    Peer peer;
    FIX::SessionSettings settings(text);
    FIX::MemoryStoreFactory stores;
    const FIX::SessionID id(begin, argv[4], argv[5]);
    std::unique_ptr<FIX::Initiator> initiator;
    std::unique_ptr<FIX::Acceptor> acceptor;
    if (role == "initiator")
        (initiator = std::make_unique<FIX::SocketInitiator>(peer, stores, settings))->start();
    else
        (acceptor = std::make_unique<FIX::SocketAcceptor>(peer, stores, settings))->start();
    std::string command, argument, line;
    while (std::getline(std::cin, line))
    {
        std::istringstream words(line);
        argument.clear();
        words >> command >> argument;
        FIX::Message m;
        m.getHeader().setField(FIX::BeginString(begin));
        m.setField(FIX::ClOrdID(argument));
        if (command == "quit") break;
        FIX::Session* session = FIX::Session::lookupSession(id);
        if (!session) continue;
        if (command == "order" || command == "report")
        {
            m.getHeader().setField(FIX::MsgType(command == "order" ? "D" : "8"));
            m.setField(FIX::Symbol("AAPL"));
            m.setField(FIX::Side('1'));
            session->send(m);
        }
        else if (command == "test")
        {
            FIX::Message t;
            t.getHeader().setField(FIX::BeginString(begin));
            t.getHeader().setField(FIX::MsgType("1"));
            t.setField(FIX::TestReqID(argument));
            session->send(t);
        }
        else if (command == "logout") session->logout();
        else if (command == "logon") session->logon();
        else if (command == "reset") session->reset();
        else if (command == "seqs") say("seqs " + std::to_string(session->getExpectedSenderNum()) + " " + std::to_string(session->getExpectedTargetNum()));
    }
    if (initiator) initiator->stop(true);
    if (acceptor) acceptor->stop(true);
    return 0;
}
