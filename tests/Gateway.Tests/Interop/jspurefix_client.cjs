// A jspurefix initiator: each line on stdin is a message as JSON, its type in "type", the rest in jspurefix's names; each message
// sent or received is a line on stdout as tags, and each application message once more as jspurefix has understood it.
// Use: node jspurefix_client.cjs PORT STORE COMPID RESET BODYLENGTHCHARS; "logout" logs out, "die" ends without a word.
require('reflect-metadata')
const { AsciiSession, EmptyLogFactory, SessionLauncher } = require('jspurefix')

const [port, directory, compId, reset, bodyLengthChars] = process.argv.slice(2)
const say = (event, text) => process.stdout.write(`${event} ${text}\n`)

class Client extends AsciiSession {
  constructor (config) {
    super(config)
    this.logReceivedMsgs = true
    require('readline').createInterface({ input: process.stdin }).on('line', line => this.take(line))
  }

  take (line) {
    if (line === 'logout') return this.done()
    if (line === 'die') return this.die()
    const { type, ...message } = JSON.parse(line)
    if (message.TransactTime) message.TransactTime = new Date(message.TransactTime)
    this.send(type, message, error => error && say('UNSENT', error.message))
  }

  // Its store is written behind its back: not before its last numbers are there.
  async die () {
    for (let i = 0; i < 3; i++) {
      await this.sessionStore.setSenderSeqNum(this.sessionStore.senderSeqNum)
      await this.sessionStore.flush()
    }
    process.kill(process.pid, 'SIGKILL')
  }

  onReady () { say('LOGON', '') }
  onStopped (error) { say('LOGOUT', error ? error.message : '') }
  onLogon () { return true }
  onDecoded (type, text) { say('IN', text) }
  onEncoded (type, text) { say('OUT', text) }
  onApplicationMsg (type, view) { say('APP', JSON.stringify(view.toObject())) }
}

class Launcher extends SessionLauncher {
  constructor () {
    super({
      application: {
        type: 'initiator', name: 'client', protocol: 'ascii', dictionary: 'qf44', reconnectSeconds: 1, tcp: { host: '127.0.0.1', port: Number(port) }
      },
      store: { type: 'file', directory },
      EncryptMethod: 0, HeartBtInt: 30, ResetSeqNumFlag: reset === 'true', BodyLengthChars: Number(bodyLengthChars),
      BeginString: 'FIX.4.4', SenderCompId: compId, TargetCompID: 'GATEWAY'
    }, null, new EmptyLogFactory())
  }

  makeFactory () { return { makeSession: config => new Client(config) } }
}

new Launcher().run().then(() => process.exit(0), error => { say('FAILED', error.message); process.exit(1) })
